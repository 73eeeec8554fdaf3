/*
 * hold_lock FILE: takes the writers' lock of an archive, as another run of the
 * program would, says so with a line, and keeps it until standard input ends.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    char byte;
    int file;

    if (argc != 2)
        return 2;
    file = open(argv[1], O_RDWR | O_CREAT, 0600);
    if (file < 0 || fcntl(file, F_SETLK, &lock)) {
        perror(argv[1]);
        return 1;
    }
    puts("locked");
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    return 0;
}
