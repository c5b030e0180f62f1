/*
 * embed_texts.c: what the encoder makes of every text, for the teachers of soften.c.
 *
 *     model_embed_texts corpora=FOLDER encoder=data/model/encoder.bin out=FILE [dialogue=FOLDER]
 *
 * Writes TL_ENCODER_WIDTH floats a text, in the order of corpus_read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "encoder.h"
#include "options.h"

#define BATCH 64

static void embed(struct tl_encoder *encoder, const struct corpus *c, FILE *out)
{
    float number[BATCH * TL_ENCODER_WIDTH];
    struct tl_str text[BATCH];
    for (size_t from = 0; from < c->n; from += BATCH) {
        const size_t n = c->n - from < BATCH ? c->n - from : BATCH;
        for (size_t i = 0; i < n; i++) {
            const char *s = c->example[from + i].text;
            text[i] = (struct tl_str){s, strlen(s)};
        }
        tl_encoder_read(encoder, text, n, number);
        if (fwrite(number, sizeof(float) * TL_ENCODER_WIDTH, n, out) != n)
            give_up("cannot be written", "out");
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    const char *path = option(argv, "encoder", "data/model/encoder.bin");
    FILE *in = fopen(path, "rb"), *out = fopen(option(argv, "out", "embeddings.bin"), "wb");
    if (in == NULL || out == NULL)
        give_up("cannot be opened", in == NULL ? path : "out");
    const size_t most = 16u << 20;
    char *bytes = get_memory(most, 1);
    const size_t size = fread(bytes, 1, most, in);
    fclose(in);
    struct tl_context ctx;
    struct tl_encoder *encoder;
    struct tl_error err;
    tl_context_init(&ctx);
    if (tl_encoder_new(&ctx, (struct tl_str){bytes, size}, &encoder, &err) != TL_OK)
        give_up(err.message, path);
    struct corpus corpus;
    corpus_read(&corpus, option(argv, "corpora", "."), option(argv, "dialogue", NULL));
    embed(encoder, &corpus, out);
    if (fclose(out) != 0)
        give_up("cannot be written", "out");
    tl_encoder_free(encoder);
    corpus_free(&corpus);
    free(bytes);
    return 0;
}
