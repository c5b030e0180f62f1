/*
 * sentences.c: see sentences.h.
 */
#include "sentences.h"

#include <string.h>

void tl_tell(struct tl_inquiry *q, const char *id, int person)
{
    struct tl_told *told = &q->told;
    if (told->n < TL_TOLD_MOST)
        told->sentence[told->n++] = (struct tl_sentence){.id = id, .person = person};
}

void tl_tell_number(struct tl_inquiry *q, const char *name, double value)
{
    struct tl_sentence *s = &q->told.sentence[q->told.n - 1];
    if (s->n_numbers < TL_SENTENCE_NUMBERS)
        s->number[s->n_numbers++] = (struct tl_number){name, value};
}

void tl_tell_of(struct tl_inquiry *q, const char *of)
{
    q->told.sentence[q->told.n - 1].of = of;
}

void tl_untell(struct tl_inquiry *q)
{
    q->told.n = 0;
}

bool tl_told(struct tl_inquiry *q, struct tl_buf *words, const char **text,
             struct tl_sentences *out)
{
    struct tl_told *told = &q->told;
    *text = words->failed ? NULL
                          : tl_arena_copy(&q->arena, (struct tl_str){words->ptr, words->len}).ptr;
    out->n = told->n;
    out->sentence = tl_arena_array(&q->arena, told->n, sizeof *out->sentence);
    if (out->sentence != NULL && told->n > 0)
        memcpy(out->sentence, told->sentence, told->n * sizeof *told->sentence);
    told->n = 0;
    tl_buf_clear(words);
    return *text != NULL && out->sentence != NULL;
}
