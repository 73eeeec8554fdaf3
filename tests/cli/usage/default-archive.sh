# Without QUOTH_DB the archive is in the data folder, else in the home.
unset QUOTH_DB
quoth search agents || :
XDG_DATA_HOME=relative quoth search agents || :
unset XDG_DATA_HOME
quoth search agents || :
unset HOME
quoth search agents
