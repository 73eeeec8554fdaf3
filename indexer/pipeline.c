#include "pipeline.h"

#include "base/alloc.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* What may be in flight at most: files, and bytes of files (one may be more). */
enum {
    FLIGHT_FILES = 8,
    FLIGHT_BYTES = 32 << 20,
    MOST_JOBS = 64,
    STEP_BACK = 10, /* in niceness */
};

struct slot {
    struct prepared prepared;
    bool ready;
};

struct flight {
    const struct pipeline *pipeline;
    pthread_mutex_t mutex;
    pthread_cond_t room;  /* an item may be begun, or the run has ended */
    pthread_cond_t ready; /* a result is there */
    size_t next;          /* item to be begun */
    size_t taken;         /* results handed over */
    int64_t bytes;        /* of files begun and not handed over */
    bool stop;
    struct slot slots[FLIGHT_FILES]; /* of item i: i % FLIGHT_FILES */
};

static bool has_room(const struct flight *flight)
{
    int64_t size = flight->pipeline->items[flight->next].file->size;

    return flight->next == flight->taken ||
           (flight->next - flight->taken < FLIGHT_FILES &&
            flight->bytes + size <= FLIGHT_BYTES);
}

/* Waits for an item that may be begun. Returns false when there is none. */
static bool begin_item(struct flight *flight, size_t *ret_index)
{
    bool begun = false;

    pthread_mutex_lock(&flight->mutex);
    while (!flight->stop && flight->next < flight->pipeline->count &&
           !has_room(flight))
        pthread_cond_wait(&flight->room, &flight->mutex);
    if (!flight->stop && flight->next < flight->pipeline->count) {
        *ret_index = flight->next++;
        flight->bytes += flight->pipeline->items[*ret_index].file->size;
        begun = true;
    }
    pthread_mutex_unlock(&flight->mutex);
    return begun;
}

/*
 * All wait for the thread that takes the results. Where there are fewer
 * processors than threads it would get no more than its share: so the others
 * step back for it. Niceness is a thread's own on Linux, see setpriority(2),
 * but elsewhere that of all threads.
 */
static void step_back(void)
{
#ifdef __linux__
    int niceness = getpriority(PRIO_PROCESS, 0);

    setpriority(PRIO_PROCESS, 0, niceness + STEP_BACK);
#endif
}

static void *worker(void *context)
{
    struct flight *flight = context;
    const struct pipeline *pipeline = flight->pipeline;
    size_t index;

    step_back();
    while (begin_item(flight, &index)) {
        struct slot *slot = &flight->slots[index % FLIGHT_FILES];

        prepare_file(&slot->prepared, pipeline->items[index].file,
                     pipeline->items[index].options, pipeline->census,
                     pipeline->items[index].known_hash);
        pthread_mutex_lock(&flight->mutex);
        slot->ready = true;
        pthread_cond_signal(&flight->ready);
        pthread_mutex_unlock(&flight->mutex);
    }
    return NULL;
}

static enum status take_one(struct flight *flight, size_t index,
                            struct error *err)
{
    const struct pipeline *pipeline = flight->pipeline;
    struct slot *slot = &flight->slots[index % FLIGHT_FILES];
    enum status status;

    pthread_mutex_lock(&flight->mutex);
    while (!slot->ready)
        pthread_cond_wait(&flight->ready, &flight->mutex);
    pthread_mutex_unlock(&flight->mutex);
    status = pipeline->take(pipeline->context, index, &slot->prepared, err);
    pthread_mutex_lock(&flight->mutex);
    slot->ready = false;
    flight->taken++;
    flight->bytes -= pipeline->items[index].file->size;
    flight->stop = flight->stop || status;
    pthread_cond_broadcast(&flight->room);
    pthread_mutex_unlock(&flight->mutex);
    return status;
}

static size_t job_count(const struct pipeline *pipeline)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = pipeline->jobs;

    if (jobs == 0)
        jobs = processors > 0 ? (size_t)processors : 1;
    if (jobs > pipeline->count)
        jobs = pipeline->count;
    return jobs > MOST_JOBS ? MOST_JOBS : jobs;
}

/* Starts the threads; fewer than asked for will do. */
static size_t start_threads(struct flight *flight, pthread_t *threads,
                            size_t jobs)
{
    size_t started = 0;

    while (started < jobs &&
           !pthread_create(&threads[started], NULL, worker, flight))
        started++;
    return started;
}

enum status pipeline_run(const struct pipeline *pipeline, struct error *err)
{
    struct flight *flight = mem_alloc(sizeof(*flight));
    pthread_t threads[MOST_JOBS];
    size_t started;
    enum status status = STATUS_OK;

    mem_keep();
    flight->pipeline = pipeline;
    pthread_mutex_init(&flight->mutex, NULL);
    pthread_cond_init(&flight->room, NULL);
    pthread_cond_init(&flight->ready, NULL);
    for (size_t i = 0; i < FLIGHT_FILES; i++)
        prepared_init(&flight->slots[i].prepared);
    started = start_threads(flight, threads, job_count(pipeline));
    if (started == 0 && pipeline->count)
        status = error_set(err, STATUS_IO, "cannot start a thread");
    for (size_t i = 0; i < pipeline->count && !status; i++)
        status = take_one(flight, i, err);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < FLIGHT_FILES; i++)
        prepared_release(&flight->slots[i].prepared);
    pthread_cond_destroy(&flight->ready);
    pthread_cond_destroy(&flight->room);
    pthread_mutex_destroy(&flight->mutex);
    free(flight);
    return status;
}
