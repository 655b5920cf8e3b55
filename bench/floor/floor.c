// The floor: what moving the bytes of AudioSocket costs, and nothing else. One epoll loop reads and drops what arrives, and sends each connection
// a 20 ms message against absolute deadlines. Used by bench/run to have something to compare with within the same run.
//
//   floor PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE = 323, EVENTS = 256, MOST = 65536 };
static const int64_t INTERVAL_NS = 20000000;

struct connection {
  int fd;
  int64_t due;
  struct connection *next;
};

// All intervals are equal, so the order in which they were queued is the order in which they are due.
static struct connection *first, *last;
static unsigned char message[MESSAGE];

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void queue(struct connection *c) {
  c->next = NULL;
  if (last) last->next = c; else first = c;
  last = c;
}

static void accept_all(int listener, int epoll) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct connection *c = malloc(sizeof *c);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    c->fd = fd;
    c->due = now_ns();
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    queue(c);
  }
}

static void read_one(struct connection *c) {
  static unsigned char buffer[4096];
  ssize_t n = recv(c->fd, buffer, sizeof buffer, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN)) {
    close(c->fd);
    c->fd = -1; // freed when it is due
  }
}

static void send_due(void) {
  int64_t now = now_ns();
  while (first && first->due <= now) {
    struct connection *c = first;
    first = c->next;
    if (!first) last = NULL;
    if (c->fd < 0) {
      free(c);
      continue;
    }
    (void)!send(c->fd, message, MESSAGE, MSG_NOSIGNAL);
    c->due += INTERVAL_NS;
    queue(c);
  }
}

static int wait_ms(void) {
  if (!first) return -1;
  int64_t left = first->due - now_ns();
  return left <= 0 ? 0 : (int)((left + 999999) / 1000000);
}

int main(int argc, char **argv) {
  if (argc != 2) return fprintf(stderr, "usage: floor PORT\n"), 2;
  struct rlimit limit = {MOST, MOST};
  setrlimit(RLIMIT_NOFILE, &limit);
  setpriority(PRIO_PROCESS, 0, -10);  // what the media loop asks for, granted or not
  message[0] = 0x10;
  message[1] = 320 >> 8;
  message[2] = 320 & 0xff;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), epoll = epoll_create1(0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) return perror("floor"), 1;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[EVENTS];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS, wait_ms());
    for (int i = 0; i < ready; i++) {
      if (events[i].data.ptr) read_one(events[i].data.ptr);
      else accept_all(listener, epoll);
    }
    send_due();
  }
}
