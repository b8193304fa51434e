// The C library's headers come first: <event2/event-config.h> defines _GNU_SOURCE, and a header
// that is read for the first time after that gives the module another `fd_set` than Glibc's.
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <event2/event.h>
#include <event2/listener.h>
#include <event2/util.h>
