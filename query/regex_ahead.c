#include "regex_ahead.h"

#include "base/alloc.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WORTH_JOBS = 24, /* fewer are done before a thread has opened the archive */
    MOST_THREADS = 16,
    AHEAD_JOBS = 256,
    ROOM_JOBS = AHEAD_JOBS / 2, /* fewer are not worth waking threads for */
};

/* A leaf to be looked for in a transcript. */
struct job {
    int64_t transcript;
    size_t leaf;
    const struct regex_places *places;
};

struct result {
    size_t job; /* whose it is; SIZE_MAX = none yet */
    struct regex_found found;
    enum status status;
    struct error error;
};

/* What jobs are done with. */
struct worker {
    struct regex_finder *finder; /* NULL: it has done none */
    struct store *store;
    enum status opened;
    struct result result; /* to be handed over; scratch */
};

struct regex_ahead {
    const struct plan *plan;
    struct arena arena;         /* the jobs' places */
    struct regex_places places; /* scratch */
    int64_t transcript;         /* at hand */
    struct worker asker;        /* of the thread that asks: it helps */

    pthread_mutex_t mutex;
    pthread_cond_t room;  /* jobs may be begun, or all is to end */
    pthread_cond_t ready; /* a result is there */
    struct job *jobs;     /* by transcript; only the one that asks adds some */
    size_t job_count, job_capacity;
    bool complete;  /* none will be added */
    size_t next;    /* job to be begun */
    size_t entered; /* first job not before the transcript at hand */
    bool stop;
    struct result *results; /* of job i: i % window */
    size_t window;          /* jobs that may be begun from `entered` on */
    pthread_t threads[MOST_THREADS];
    size_t thread_count;
};

/* ---- doing jobs ---- */

/* True if there is a job that may be begun now. Of a caller with the mutex. */
static bool has_job(const struct regex_ahead *ahead)
{
    return !ahead->stop && ahead->next < ahead->job_count &&
           ahead->next < ahead->entered + ahead->window;
}

/* Begins the next job. Of a caller with the mutex. */
static struct job begin_job(struct regex_ahead *ahead, struct worker *worker)
{
    worker->result.job = ahead->next++;
    return ahead->jobs[worker->result.job];
}

static void exchange(struct regex_found *a, struct regex_found *b)
{
    struct regex_found kept = *a;

    *a = *b;
    *b = kept;
}

/* Hands over a result, unless nobody asks for it any more. */
static void end_job(struct regex_ahead *ahead, struct result *mine)
{
    struct result *result = &ahead->results[mine->job % ahead->window];

    pthread_mutex_lock(&ahead->mutex);
    if (mine->job >= ahead->entered) {
        result->job = mine->job;
        result->status = mine->status;
        result->error = mine->error;
        exchange(&result->found, &mine->found);
        pthread_cond_signal(&ahead->ready);
    }
    pthread_mutex_unlock(&ahead->mutex);
}

static void prepare(struct worker *worker, const struct plan *plan)
{
    worker->finder = regex_finder_new(plan);
    worker->opened =
        store_open_again(plan->store, &worker->store, &worker->result.error);
}

static void release(struct worker *worker)
{
    regex_found_release(&worker->result.found);
    regex_finder_free(worker->finder);
    if (worker->store)
        store_abandon(worker->store);
}

static void do_job(struct regex_ahead *ahead, struct worker *worker,
                   const struct job *job)
{
    struct result *result = &worker->result;

    if (!worker->finder)
        prepare(worker, ahead->plan);
    result->status = worker->opened
                         ? worker->opened
                         : regex_find(worker->finder, worker->store,
                                      job->transcript, job->leaf, job->places,
                                      &result->found, &result->error);
    end_job(ahead, result);
}

/* ---- the threads ---- */

static bool is_over(const struct regex_ahead *ahead)
{
    return ahead->stop || (ahead->complete && ahead->next >= ahead->job_count);
}

/* Waits for a job that may be begun. Returns false when all is to end. */
static bool wait_for_job(struct regex_ahead *ahead, struct worker *worker,
                         struct job *ret)
{
    bool begun;

    pthread_mutex_lock(&ahead->mutex);
    while (!is_over(ahead) && !has_job(ahead))
        pthread_cond_wait(&ahead->room, &ahead->mutex);
    begun = has_job(ahead);
    if (begun)
        *ret = begin_job(ahead, worker);
    pthread_mutex_unlock(&ahead->mutex);
    return begun;
}

static void *work(void *context)
{
    struct regex_ahead *ahead = context;
    struct worker worker = { .store = NULL };
    struct job job;

    while (wait_for_job(ahead, &worker, &job))
        do_job(ahead, &worker, &job);
    release(&worker);
    return NULL;
}

/* Besides the one that asks. */
static size_t thread_count(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (processors < 2)
        return 0;
    return processors < MOST_THREADS ? (size_t)processors - 1 : MOST_THREADS;
}

static void start_threads(struct regex_ahead *ahead)
{
    size_t wanted = thread_count();

    ahead->window = AHEAD_JOBS + ahead->plan->query->leaf_count;
    ahead->results = mem_alloc(ahead->window * sizeof(*ahead->results));
    for (size_t i = 0; i < ahead->window; i++)
        ahead->results[i].job = SIZE_MAX;
    while (ahead->thread_count < wanted &&
           !pthread_create(&ahead->threads[ahead->thread_count], NULL, work,
                           ahead))
        ahead->thread_count++;
}

/* ---- what there is to do ---- */

static void add_job(struct regex_ahead *ahead, struct job job)
{
    pthread_mutex_lock(&ahead->mutex);
    ahead->jobs = mem_grow(ahead->jobs, &ahead->job_capacity,
                           ahead->job_count + 1, sizeof(*ahead->jobs));
    ahead->jobs[ahead->job_count++] = job;
    pthread_cond_signal(&ahead->room);
    pthread_mutex_unlock(&ahead->mutex);
    if (ahead->job_count == WORTH_JOBS)
        start_threads(ahead);
}

static void end_adding(struct regex_ahead *ahead)
{
    pthread_mutex_lock(&ahead->mutex);
    ahead->complete = true;
    pthread_cond_broadcast(&ahead->room);
    pthread_mutex_unlock(&ahead->mutex);
}

static struct regex_tokens keep_tokens(struct arena *arena,
                                       const struct regex_tokens *read)
{
    size_t size = sizeof(*read->items);
    struct regex_tokens kept = { arena_array(arena, read->count, size),
                                 read->count, read->count };

    if (read->count)
        memcpy(kept.items, read->items, read->count * size);
    return kept;
}

/* What was read last, in the arena. */
static const struct regex_places *keep_places(struct regex_ahead *ahead)
{
    struct regex_places *kept = arena_alloc(&ahead->arena, sizeof(*kept));

    *kept = (struct regex_places){
        .tokens = keep_tokens(&ahead->arena, &ahead->places.tokens),
        .others = keep_tokens(&ahead->arena, &ahead->places.others),
        .needs_others = ahead->places.needs_others,
    };
    return kept;
}

/* Notes that a leaf is to be looked for in a row, if it may match there. */
static void note_leaf(struct regex_ahead *ahead, const struct speech_row *row,
                      size_t leaf)
{
    const struct regex_places *places = NULL;

    if (!regex_may_match(ahead->plan, row, leaf))
        return;
    if (regex_has_places(&ahead->plan->leaves[leaf])) {
        regex_places_read(&ahead->places, ahead->plan, row, leaf);
        if (ahead->places.tokens.count == 0)
            return;
        places = keep_places(ahead);
    }
    add_job(ahead, (struct job){ speech_row_transcript(row), leaf, places });
}

static enum status note_row(void *context, const struct speech_row *row)
{
    struct regex_ahead *ahead = context;
    const struct plan *plan = ahead->plan;

    if (!id_set_has(&plan->scope, speech_row_transcript(row)))
        return STATUS_OK;
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].regex)
            note_leaf(ahead, row, i);
    return STATUS_OK;
}

/* ---- life cycle ---- */

static bool has_regex(const struct plan *plan)
{
    for (size_t i = 0; i < plan->query->leaf_count; i++)
        if (plan->leaves[i].regex)
            return true;
    return false;
}

enum status regex_ahead_start(const struct plan *plan, struct regex_ahead **ret,
                              struct error *err)
{
    struct regex_ahead *ahead;
    enum status status;

    *ret = NULL;
    if (!has_regex(plan))
        return STATUS_OK;
    ahead = mem_alloc(sizeof(*ahead));
    ahead->plan = plan;
    arena_init(&ahead->arena);
    pthread_mutex_init(&ahead->mutex, NULL);
    pthread_cond_init(&ahead->room, NULL);
    pthread_cond_init(&ahead->ready, NULL);
    status = plan_scan(plan, note_row, ahead, err);
    end_adding(ahead);
    if (ahead->thread_count)
        *ret = ahead;
    else
        regex_ahead_stop(ahead);
    return status;
}

void regex_ahead_stop(struct regex_ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->mutex);
    ahead->stop = true;
    pthread_cond_broadcast(&ahead->room);
    pthread_mutex_unlock(&ahead->mutex);
    for (size_t i = 0; i < ahead->thread_count; i++)
        pthread_join(ahead->threads[i], NULL);
    release(&ahead->asker);
    for (size_t i = 0; i < ahead->window; i++)
        regex_found_release(&ahead->results[i].found);
    pthread_cond_destroy(&ahead->ready);
    pthread_cond_destroy(&ahead->room);
    pthread_mutex_destroy(&ahead->mutex);
    free(ahead->results);
    free(ahead->jobs);
    regex_places_release(&ahead->places);
    arena_release(&ahead->arena);
    free(ahead);
}

/* ---- the one that asks ---- */

void regex_ahead_enter(struct regex_ahead *ahead, int64_t transcript)
{
    size_t entered = ahead->entered;

    ahead->transcript = transcript;
    while (entered < ahead->job_count &&
           ahead->jobs[entered].transcript < transcript)
        entered++;
    if (entered == ahead->entered)
        return;
    pthread_mutex_lock(&ahead->mutex);
    ahead->entered = entered;
    if (ahead->next < entered)
        ahead->next = entered;
    if (ahead->next < entered + ahead->window - ROOM_JOBS)
        pthread_cond_broadcast(&ahead->room);
    pthread_mutex_unlock(&ahead->mutex);
}

/* The job of a leaf in the transcript at hand; SIZE_MAX if there is none. */
static size_t find_job(const struct regex_ahead *ahead, size_t leaf)
{
    const struct job *jobs = ahead->jobs;

    for (size_t i = ahead->entered;
         i < ahead->job_count && jobs[i].transcript == ahead->transcript; i++)
        if (jobs[i].leaf == leaf)
            return i;
    return SIZE_MAX;
}

/* The archive may have changed since this thread began to look at it. */
static bool is_same_text(const struct regex_ahead *ahead, size_t job,
                         uint64_t stream_hash)
{
    struct error ignored;
    uint64_t hash;

    return !store_get_stream_hash(ahead->plan->store,
                                  ahead->jobs[job].transcript, &hash,
                                  &ignored) &&
           hash == stream_hash;
}

/* Does other jobs until that one is done. */
static void wait_for_result(struct regex_ahead *ahead, size_t number)
{
    const struct result *result = &ahead->results[number % ahead->window];
    struct job job;

    pthread_mutex_lock(&ahead->mutex);
    while (result->job != number) {
        if (!has_job(ahead)) {
            pthread_cond_wait(&ahead->ready, &ahead->mutex);
            continue;
        }
        job = begin_job(ahead, &ahead->asker);
        pthread_mutex_unlock(&ahead->mutex);
        do_job(ahead, &ahead->asker, &job);
        pthread_mutex_lock(&ahead->mutex);
    }
    pthread_mutex_unlock(&ahead->mutex);
}

bool regex_ahead_take(struct regex_ahead *ahead, size_t leaf,
                      struct regex_found *found, enum status *ret_status,
                      struct error *err)
{
    size_t job = find_job(ahead, leaf);
    struct result *result = &ahead->results[job % ahead->window];

    if (job == SIZE_MAX) {
        found->list.count = 0;
        *ret_status = STATUS_OK;
        return true;
    }
    wait_for_result(ahead, job);
    *ret_status = result->status;
    if (result->status)
        *err = result->error;
    exchange(&result->found, found);
    return result->status == STATUS_LIMIT ||
           (!result->status && is_same_text(ahead, job, found->stream_hash));
}
