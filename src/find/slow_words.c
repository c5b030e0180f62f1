/*
 * slow_words.c: the verdict on letters as one plain paragraph: letters a year, days until an
 * answer, words a letter, for both people (G10).
 */
#include <math.h>

#include "inquiry.h"
#include "plain_words.h"
#include "sentences.h"

static void put_name(struct tl_buf *b, const struct tl_inquiry *q, int person)
{
    tl_buf_put_str(b, q->conv->people[person].name);
}

static void put_pair(struct tl_buf *b, double before, double after, const char *what,
                     const char *between)
{
    tl_words_number(b, before);
    tl_buf_puts(b, what);
    tl_buf_puts(b, between);
    tl_words_number(b, after);
}

/* "Ann wrote about 6 letters a year before and 3 after, answered after about 20 days before and 60
   after, and wrote about 400 words at a time before and 200 after." */
static void put_person(struct tl_buf *b, struct tl_inquiry *q, int person,
                       const struct tl_slow_level level[2], const char *const side[2])
{
    tl_tell_number(q, "letters_before", level[0].letters);
    tl_tell_number(q, "letters_after", level[1].letters);
    tl_tell_number(q, "delay_before", level[0].delay);
    tl_tell_number(q, "delay_after", level[1].delay);
    tl_tell_number(q, "words_before", level[0].words);
    tl_tell_number(q, "words_after", level[1].words);
    tl_buf_putc(b, ' ');
    put_name(b, q, person);
    tl_buf_puts(b, " wrote about ");
    put_pair(b, level[0].letters, level[1].letters, " letters a year", side[0]);
    tl_buf_puts(b, side[1]);
    if (!isnan(level[0].delay) && !isnan(level[1].delay)) {
        tl_buf_puts(b, ", answered after about ");
        put_pair(b, level[0].delay, level[1].delay, " days", side[0]);
        tl_buf_puts(b, side[1]);
    }
    if (!isnan(level[0].words) && !isnan(level[1].words)) {
        tl_buf_puts(b, ", with about ");
        put_pair(b, level[0].words, level[1].words, " words a letter", side[0]);
        tl_buf_puts(b, side[1]);
    }
    tl_buf_putc(b, '.');
}

static void put_since(struct tl_buf *b, const struct tl_verdict *v)
{
    if (v->since_day == TL_NO_DAY) {
        tl_buf_puts(b, ", at a time that cannot be dated");
        return;
    }
    tl_buf_puts(b, " since about ");
    tl_words_since(b, v->since_day, v->since_lo, v->since_hi);
}

void tl_word_slow(struct tl_buf *b, struct tl_inquiry *q, const struct tl_verdict *v)
{
    static const char *const change[2] = {" before and ", " after"};
    static const char *const halves[2] = {" in the first half and ", " in the second"};
    const struct tl_slow *s = &q->slow;
    const struct tl_slow_level(*level)[2] = s->both;
    const char *const *side = change;
    switch (v->kind) {
    case TL_VERDICT_PULLING_AWAY:
        tl_tell(q, "letters-stepped-back", v->person);
        tl_tell_number(q, "level", (double)v->level);
        tl_buf_puts(b,
                    v->level > TL_LEVEL_WEAK ? "It looks as if " : "There were some hints that ");
        put_name(b, q, v->person);
        tl_buf_puts(b, " stepped back in these letters");
        put_since(b, v);
        tl_buf_puts(b, v->level > TL_LEVEL_WEAK
                           ? "."
                           : ", but that could easily be chance or have another cause.");
        level = s->apart;
        break;
    case TL_VERDICT_BOTH_QUIETER:
    case TL_VERDICT_CLOSER:
        tl_tell(q, v->kind == TL_VERDICT_CLOSER ? "letters-more" : "letters-less", -1);
        tl_tell(q, "nobody-led", -1);
        tl_buf_puts(b,
                    v->kind == TL_VERDICT_CLOSER ? "You two wrote more" : "Both of you wrote less");
        put_since(b, v);
        tl_buf_puts(b, ". There was no clear sign that one of you led.");
        break;
    default:
        tl_tell(q, "letters-no-sign", -1);
        tl_buf_puts(b, "There was no sign that one of you pulled away in these letters.");
        if (s->passed) {
            tl_tell(q, "letters-spell-passed", -1);
            tl_buf_puts(b, " There was a spell with few letters that passed.");
        } else {
            side = halves;
            level = s->half;
        }
        break;
    }
    for (int person = 0; person < 2; person++) {
        tl_tell(q, side == change ? "letters-of" : "letters-of-halves", person);
        put_person(b, q, person, level[person], side);
    }
    tl_tell(q, "letters-bins", -1);
    tl_tell_number(q, "days", s->bin_days);
    tl_tell(q, "letters-odds", -1);
    tl_tell_number(q, "probability", v->probability);
    tl_buf_printf(b, " With so few letters, they were counted over %d days at a time.",
                  s->bin_days);
    tl_buf_puts(b, " Among simulated correspondences with evidence like this, one person was "
                   "pulling away in ");
    tl_words_odds(b, v->probability);
    tl_buf_puts(b,
                "; this was tried on far fewer of them than on chats, and no answer about letters "
                "is called clear.");
    if (v->kind == TL_VERDICT_NO_CHANGE && !isnan(q->detectable)) {
        tl_tell(q, "letters-missed", -1);
        tl_tell_number(q, "share", q->detectable);
        tl_tell_number(q, "share_apart", s->detectable_apart);
        tl_buf_puts(b, " If both wrote less by less than about ");
        tl_words_percent(b, q->detectable);
        tl_buf_puts(b, ", it could have been missed");
        if (!isnan(s->detectable_apart)) {
            tl_buf_puts(b, ", and who of you led can only be told from a fall of about ");
            tl_words_percent(b, s->detectable_apart);
        }
        tl_buf_puts(b, ".");
    }
    tl_tell(q, "letters-lost", -1);
    tl_buf_puts(b, " Letters get lost, and people meet; neither shows here.");
}
