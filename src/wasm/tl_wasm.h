/*
 * tl_wasm.h: what the page may call (exports.txt) and what it must offer, as WebAssembly functions.
 *
 * The host (web/src/engine.ts) writes strings into memory it asked tl_wasm_alloc for and gives
 * address and length. Texts go the other way through write_text. One handle is one reading:
 * options, files, tl_wasm_read, tl_wasm_report. Memory of an instance never shrinks: who wants it
 * back drops the instance.
 */
#ifndef TL_WASM_H
#define TL_WASM_H

#include "tideline/tideline.h"

/* Other targets are for checking alone. */
#if defined(__wasm__)
#define FROM_HOST(name) __attribute__((import_module("tideline"), import_name(name)))
#define TO_HOST(name) __attribute__((export_name(name)))
#else
#define FROM_HOST(name)
#define TO_HOST(name)
#endif

/* At most n bytes of file number `file`, from `offset`; how many, -1 on an error. */
FROM_HOST("read_at")
int32_t host_read_at(int32_t file, void *buf, size_t n, double offset);
FROM_HOST("write_text")
void host_write_text(const void *bytes, size_t n);
/* One chat of an export; its name and its id were written before, in this order. */
FROM_HOST("take_chat")
void host_take_chat(double n_messages, uint32_t n_people);
/* Not 0: stop. `stage` ends with NUL. */
FROM_HOST("progress")
int32_t host_progress(const char *stage, double fraction);

struct tl_wasm;

TO_HOST("tl_wasm_alloc")
void *tl_wasm_alloc(size_t n);
TO_HOST("tl_wasm_release")
void tl_wasm_release(void *memory);

/* NULL when memory is short. */
TO_HOST("tl_wasm_new")
struct tl_wasm *tl_wasm_new(void);
TO_HOST("tl_wasm_free")
void tl_wasm_free(struct tl_wasm *w);

/* An option of `tideline read` by its name there: me, with, same, since, until, date-order,
   country, fast, quotes; and language, in which the coach's notes are worded.
 */
TO_HOST("tl_wasm_set")
enum tl_status tl_wasm_set(struct tl_wasm *w, const char *name, size_t name_len, const char *value,
                           size_t value_len);
/* What the user feels: enum tl_felt_who, days [from, to) or INT32_MIN for not said, 0..4 or -1. */
TO_HOST("tl_wasm_felt")
void tl_wasm_felt(struct tl_wasm *w, int32_t who, int32_t from_day, int32_t to_day,
                  int32_t strength);
/* What the user knows of some days, [from, to). */
TO_HOST("tl_wasm_note")
enum tl_status tl_wasm_note(struct tl_wasm *w, int32_t from_day, int32_t to_day, const char *word,
                            size_t len);
/* The zone of the clock times: its name, and the bytes of a TZif file. */
TO_HOST("tl_wasm_zone")
enum tl_status tl_wasm_zone(struct tl_wasm *w, const char *name, size_t name_len, const char *bytes,
                            size_t n);
/* A file of this name and size, which read_at knows as `number`. */
TO_HOST("tl_wasm_add")
enum tl_status tl_wasm_add(struct tl_wasm *w, const char *name, size_t name_len, int32_t number,
                           double size);

/* The chats of the files, through take_chat. */
TO_HOST("tl_wasm_list")
enum tl_status tl_wasm_list(struct tl_wasm *w);
/* The conversation alone, for tl_wasm_coach. */
TO_HOST("tl_wasm_open")
enum tl_status tl_wasm_open(struct tl_wasm *w);
/* Reads a draft, an answer to `reply`, and writes tideline.coach/1. The conversation is behind it
   where one was opened and `me` given. now_ms: local time counted as if UTC. */
TO_HOST("tl_wasm_coach")
enum tl_status tl_wasm_coach(struct tl_wasm *w, const char *draft, size_t draft_len,
                             const char *reply, size_t reply_len, double now_ms);
TO_HOST("tl_wasm_read")
enum tl_status tl_wasm_read(struct tl_wasm *w);
/* After tl_wasm_read: the document tideline.report/1, in pieces. */
TO_HOST("tl_wasm_report")
enum tl_status tl_wasm_report(struct tl_wasm *w);
/* After a failure: writes the file's name, then the sentence. The code, and 65,536 times the line.
 */
TO_HOST("tl_wasm_error")
double tl_wasm_error(const struct tl_wasm *w);

TO_HOST("tl_wasm_version")
void tl_wasm_version(void);

#endif
