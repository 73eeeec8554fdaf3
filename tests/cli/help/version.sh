# The versions of libraries differ from system to system.
quoth version | sed "s/\(  [A-Za-z0-9-]*\) [0-9].*/\1 N/"
quoth --version | head -n 1
quoth version --version | head -n 1
