/*
 * Faults of disk and clock for one process, by LD_PRELOAD: the product knows nothing of it. What is to happen stands in a
 * page that the rig maps too (FAULTS_PAGE names the file), so that it changes while the server runs.
 *
 * Only files whose path ends in .db or .db-wal are touched. Since their last successful sync, what was written to them is
 * noted in the page: that, and nothing else, a power cut may tear.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define RANGES_MAX 8192

enum file { OTHER, DATABASE, LOG };

struct range {
  int32_t file;
  int32_t length;
  int64_t offset;
};

/* Mapped by io.meshplay.load.fault.FaultPage with the same layout. */
struct page {
  volatile int32_t sync_delay_micros;
  volatile int32_t syncs_to_fail;  /* -1: each */
  volatile int32_t writes_to_fail; /* -1: each */
  volatile int32_t write_errno;
  volatile int64_t clock_offset_millis;
  volatile int32_t syncs;
  volatile int32_t failures;
  volatile int32_t ranges;
  volatile int32_t ranges_lost; /* more writes than fit: nothing may be torn then */
  struct range range[RANGES_MAX];
};

static struct page *page;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_gettimeofday)(struct timeval *, void *);

__attribute__((constructor)) static void begin(void) {
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  real_gettimeofday = dlsym(RTLD_NEXT, "gettimeofday");
  const char *path = getenv("FAULTS_PAGE");
  int fd = path ? open(path, O_RDWR) : -1;
  if (fd < 0) return;
  void *mapped = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped != MAP_FAILED) page = mapped;
}

static enum file file_of(int fd) {
  char link[64], path[4096];
  const char *digits = "0123456789";
  char *at = link + sizeof link - 1;
  *at = 0;
  for (int rest = fd; ; rest /= 10) {
    *--at = digits[rest % 10];
    if (rest < 10) break;
  }
  at -= 14;
  memcpy(at, "/proc/self/fd/", 14);
  ssize_t length = readlink(at, path, sizeof path - 1);
  if (length < 3) return OTHER;
  path[length] = 0;
  if (!strcmp(path + length - 3, ".db")) return DATABASE;
  if (length > 7 && !strcmp(path + length - 7, ".db-wal")) return LOG;
  return OTHER;
}

/* Whether this one of the counted faults is due. */
static int due(volatile int32_t *left) {
  int is = 0;
  pthread_mutex_lock(&lock);
  if (*left != 0) {
    if (*left > 0) (*left)--;
    page->failures++;
    is = 1;
  }
  pthread_mutex_unlock(&lock);
  return is;
}

/* Before the write: killed in the middle of it, the range counts as unsynced. */
static void note(enum file file, int64_t offset, size_t length) {
  pthread_mutex_lock(&lock);
  if (page->ranges < RANGES_MAX) {
    struct range *range = &page->range[page->ranges];
    range->file = file;
    range->length = (int32_t)length;
    range->offset = offset;
    page->ranges++;
  } else {
    page->ranges_lost++;
  }
  pthread_mutex_unlock(&lock);
}

/* After a sync: what was noted of the file before it began is on disk. */
static void forget(enum file file, int32_t before) {
  pthread_mutex_lock(&lock);
  int32_t kept = 0;
  for (int32_t i = 0; i < page->ranges; i++) {
    if (i >= before || page->range[i].file != (int32_t)file) page->range[kept++] = page->range[i];
  }
  page->ranges = kept;
  pthread_mutex_unlock(&lock);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
  enum file file = page ? file_of(fd) : OTHER;
  if (file != OTHER) {
    if (due(&page->writes_to_fail)) {
      errno = page->write_errno;
      return -1;
    }
    note(file, offset, length);
  }
  return real_pwrite(fd, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
  enum file file = page && fd > 2 ? file_of(fd) : OTHER;
  if (file != OTHER) {
    if (due(&page->writes_to_fail)) {
      errno = page->write_errno;
      return -1;
    }
    note(file, lseek(fd, 0, SEEK_CUR), length);
  }
  return real_write(fd, bytes, length);
}

static int sync_with(int (*real)(int), int fd) {
  enum file file = page ? file_of(fd) : OTHER;
  if (file == OTHER) return real(fd);
  if (page->sync_delay_micros > 0) {
    struct timespec delay = {page->sync_delay_micros / 1000000, page->sync_delay_micros % 1000000 * 1000L};
    nanosleep(&delay, NULL);
  }
  if (due(&page->syncs_to_fail)) {
    errno = EIO;
    return -1;
  }
  pthread_mutex_lock(&lock);
  int32_t before = page->ranges;
  page->syncs++;
  pthread_mutex_unlock(&lock);
  int done = real(fd);
  if (done == 0) forget(file, before);
  return done;
}

int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }
int fsync(int fd) { return sync_with(real_fsync, fd); }

int clock_gettime(clockid_t clock, struct timespec *time) {
  int done = real_clock_gettime(clock, time);
  if (done == 0 && page && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    time->tv_sec += page->clock_offset_millis / 1000;
  }
  return done;
}

int gettimeofday(struct timeval *time, void *zone) {
  int done = real_gettimeofday(time, zone);
  if (done == 0 && page) time->tv_sec += page->clock_offset_millis / 1000;
  return done;
}
