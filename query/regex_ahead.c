#include "regex_ahead.h"

#include "base/alloc.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WORTH_JOBS = 24, /* fewer are done before a thread has opened the archive */
    MOST_THREADS = 16,
    AHEAD_JOBS = 128,
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

struct regex_ahead {
    const struct plan *plan;
    struct job *jobs; /* by transcript */
    size_t job_count, job_capacity;
    struct arena arena;         /* the jobs' places */
    struct regex_places places; /* scratch */
    int64_t transcript;         /* at hand */

    pthread_mutex_t mutex;
    pthread_cond_t room;  /* a job may be begun, or all is to end */
    pthread_cond_t ready; /* a result is there */
    size_t next;          /* job to be begun */
    size_t entered;       /* first job not before the transcript at hand */
    bool stop;
    struct result *results; /* of job i: i % window */
    size_t window;          /* jobs that may be begun from `entered` on */
    pthread_t threads[MOST_THREADS];
    size_t thread_count;
};

/* ---- what there is to do ---- */

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
    ahead->jobs = mem_grow(ahead->jobs, &ahead->job_capacity,
                           ahead->job_count + 1, sizeof(*ahead->jobs));
    ahead->jobs[ahead->job_count++] =
        (struct job){ speech_row_transcript(row), leaf, places };
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

/* ---- the threads ---- */

/* Waits for a job that may be begun. Returns false when all is to end. */
static bool begin_job(struct regex_ahead *ahead, size_t *ret_job)
{
    bool begun;

    pthread_mutex_lock(&ahead->mutex);
    while (!ahead->stop && ahead->next < ahead->job_count &&
           ahead->next >= ahead->entered + ahead->window)
        pthread_cond_wait(&ahead->room, &ahead->mutex);
    begun = !ahead->stop && ahead->next < ahead->job_count;
    if (begun) {
        if (ahead->next < ahead->entered)
            ahead->next = ahead->entered;
        *ret_job = ahead->next++;
    }
    pthread_mutex_unlock(&ahead->mutex);
    return begun;
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

static enum status open_archive(const struct regex_ahead *ahead,
                                struct store **ret_store, struct error *err)
{
    enum status status = store_open_again(ahead->plan->store, ret_store, err);

    return status ? status : store_read_begin(*ret_store, err);
}

static void *work(void *context)
{
    struct regex_ahead *ahead = context;
    struct regex_finder *finder = regex_finder_new(ahead->plan);
    struct result mine = { .job = 0 };
    struct store *store = NULL;
    enum status opened = open_archive(ahead, &store, &mine.error);

    while (begin_job(ahead, &mine.job)) {
        const struct job *job = &ahead->jobs[mine.job];

        mine.status =
            opened ? opened
                   : regex_find(finder, store, job->transcript, job->leaf,
                                job->places, &mine.found, &mine.error);
        end_job(ahead, &mine);
    }
    regex_found_release(&mine.found);
    regex_finder_free(finder);
    if (store)
        store_abandon(store);
    return NULL;
}

static size_t thread_count(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (processors < 1)
        return 1;
    return processors < MOST_THREADS ? (size_t)processors : MOST_THREADS;
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
    status = speech_scan(plan->store, &plan->match, note_row, ahead, err);
    if (!status && ahead->job_count >= WORTH_JOBS)
        start_threads(ahead);
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
    pthread_mutex_lock(&ahead->mutex);
    while (result->job != job)
        pthread_cond_wait(&ahead->ready, &ahead->mutex);
    pthread_mutex_unlock(&ahead->mutex);
    *ret_status = result->status;
    if (result->status)
        *err = result->error;
    exchange(&result->found, found);
    return result->status == STATUS_LIMIT ||
           (!result->status && is_same_text(ahead, job, found->stream_hash));
}
