/*
 * database_log.c: see database_log.h.
 *
 * The format is that of sqlite.org/fileformat2.html, 4.1 to 4.4: a header of 32 bytes, then frames
 * of 24 bytes and a page. A frame is valid when its salts are the header's and its sums go on from
 * the frame before; it counts when a frame at or behind it commits. Frames with other salts are
 * left over from before the log was begun anew, which is no damage.
 *
 * Everything is read here and laid over the pages of the database (database.c): SQLite itself would
 * want to write a shared index beside the user's file.
 */
#include "database_log.h"

#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "str.h"

enum { HEADER_BYTES = 32, FRAME_BYTES = 24 };

struct sums {
    uint32_t a, b;
    bool big; /* the order of bytes in the words that are summed */
};

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void add(struct sums *sums, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i + 8 <= n; i += 8) {
        const unsigned char *p = bytes + i;
        const uint32_t x =
            sums->big ? big_endian(p)
                      : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
        const uint32_t y =
            sums->big ? big_endian(p + 4)
                      : (uint32_t)p[7] << 24 | (uint32_t)p[6] << 16 | (uint32_t)p[5] << 8 | p[4];
        sums->a += x + sums->b;
        sums->b += y + sums->a;
    }
}

static bool agree(const struct sums *sums, const unsigned char *written)
{
    return sums->a == big_endian(written) && sums->b == big_endian(written + 4);
}

static uint64_t frame_at(const struct tl_database_log *log, uint64_t frame)
{
    return HEADER_BYTES + (frame - 1) * (FRAME_BYTES + (uint64_t)log->page_size);
}

/* *last: the last frame that commits. Its header's is `header`, `frame` has room for one. */
static enum tl_status find_last_commit(struct tl_database_log *log, const unsigned char *header,
                                       unsigned char *frame, uint64_t *last, struct tl_error *err)
{
    const uint64_t size = tl_source_size(log->source);
    struct sums sums = {.big = (header[3] & 1) != 0};
    add(&sums, header, 24);
    if (!agree(&sums, header + 24)) {
        log->broken = true;
        return TL_OK;
    }
    for (uint64_t i = 1; frame_at(log, i) < size; i++) {
        const size_t n = FRAME_BYTES + log->page_size;
        if (size - frame_at(log, i) < n) {
            log->broken = true;
            return TL_OK;
        }
        const enum tl_status status = tl_source_read(log->source, frame, n, frame_at(log, i), err);
        if (status != TL_OK)
            return status;
        if (memcmp(frame + 8, header + 16, 8) != 0)
            break;
        add(&sums, frame, 8);
        add(&sums, frame + FRAME_BYTES, log->page_size);
        if (!agree(&sums, frame + 16) || big_endian(frame) == 0) {
            log->broken = true;
            return TL_OK;
        }
        log->broken = big_endian(frame + 4) == 0; /* unless another one commits */
        if (!log->broken) {
            *last = i;
            log->n_pages = big_endian(frame + 4);
        }
    }
    return TL_OK;
}

static int by_page(const void *a, const void *b)
{
    const struct tl_logged_page *x = a, *y = b;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    return x->frame > y->frame ? -1 : x->frame < y->frame;
}

static enum tl_status list_pages(struct tl_database_log *log, uint64_t last, struct tl_error *err)
{
    unsigned char page[4];
    if (last == 0)
        return TL_OK;
    log->pages = tl_grow(log->ctx, NULL, &log->cap, (size_t)last, sizeof *log->pages);
    if (log->pages == NULL)
        return tl_fault_memory(err);
    for (uint64_t i = 1; i <= last; i++) {
        const enum tl_status status =
            tl_source_read(log->source, page, sizeof page, frame_at(log, i), err);
        if (status != TL_OK)
            return status;
        log->pages[i - 1] = (struct tl_logged_page){big_endian(page), (uint32_t)i};
    }
    qsort(log->pages, (size_t)last, sizeof *log->pages, by_page);
    for (size_t i = 0; i < last; i++)
        if (log->n == 0 || log->pages[log->n - 1].page != log->pages[i].page)
            log->pages[log->n++] = log->pages[i];
    return TL_OK;
}

static enum tl_status read_log(struct tl_database_log *log, const unsigned char *header,
                               struct tl_error *err)
{
    uint64_t last = 0;
    const size_t room = FRAME_BYTES + (size_t)log->page_size;
    unsigned char *frame = tl_alloc(log->ctx, room);
    if (frame == NULL)
        return tl_fault_memory(err);
    enum tl_status status = find_last_commit(log, header, frame, &last, err);
    if (status == TL_OK)
        status = list_pages(log, last, err);
    tl_free(log->ctx, frame, room);
    return status;
}

enum tl_status tl_database_log_open(struct tl_database_log *log, const struct tl_import *import,
                                    struct tl_source *database)
{
    unsigned char head[20], header[HEADER_BYTES];
    *log = (struct tl_database_log){.ctx = import->ctx};
    enum tl_status status = tl_bundle_log(import->bundle, import->entry, &log->source, import->err);
    if (status != TL_OK || log->source == NULL || tl_source_size(log->source) == 0 ||
        tl_source_size(database) < sizeof head)
        return status;
    status = tl_source_read(database, head, sizeof head, 0, import->err);
    if (status != TL_OK || head[19] != 2) /* not in this mode: the log is an old one */
        return status;
    if (tl_source_size(log->source) < HEADER_BYTES) {
        log->broken = true;
        return TL_OK;
    }
    status = tl_source_read(log->source, header, HEADER_BYTES, 0, import->err);
    if (status != TL_OK)
        return status;
    const uint32_t page_size = (uint32_t)head[16] << 8 | head[17];
    log->page_size = page_size == 1 ? 65536 : page_size;
    if ((big_endian(header) | 1) != 0x377f0683 || big_endian(header + 8) != log->page_size ||
        log->page_size < 512 || log->page_size > 65536) {
        log->broken = true;
        return TL_OK;
    }
    return read_log(log, header, import->err);
}

void tl_database_log_release(struct tl_database_log *log)
{
    tl_free(log->ctx, log->pages, log->cap * sizeof *log->pages);
}

bool tl_database_log_find(const struct tl_database_log *log, uint64_t page, uint64_t *offset)
{
    size_t low = 0, high = log->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (log->pages[middle].page < page)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == log->n || log->pages[low].page != page)
        return false;
    *offset = frame_at(log, log->pages[low].frame) + FRAME_BYTES;
    return true;
}
