/*
 * fuzz_tokens.c: tokens cover a text in order, and their forms to look up are stable; word lists
 * and language take any tokens.
 *
 * The first byte chooses the allocation that fails, 0: none.
 */
#include "fuzz_input.h"
#include "language.h"
#include "str.h"
#include "utf8.h"

static void check_tokens(const struct tl_tokens *tokens, struct tl_str text)
{
    const char *norm = tokens->bytes;
    size_t at = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const struct tl_token *token = &tokens->token[i];
        FUZZ_CHECK(token->at >= at && token->end > token->at && token->end <= text.len);
        FUZZ_CHECK(token->norm.ptr == norm &&
                   (token->norm.len == 0) == (token->kind == TL_TOKEN_PLACE));
        FUZZ_CHECK(tl_utf8_valid_prefix(token->norm) == token->norm.len);
        FUZZ_CHECK((token->flags & TL_TOKEN_SENTENCE) == 0 ||
                   (token->kind != TL_TOKEN_EMOJI && token->kind != TL_TOKEN_MARK));
        at = token->end;
        norm += token->norm.len;
    }
    FUZZ_CHECK(norm <= tokens->bytes + tokens->bytes_len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = {data, size};
    struct tl_context ctx;
    struct fuzz_memory memory;
    fuzz_context(&ctx, &memory, fuzz_byte(&in));
    struct tl_str text = fuzz_rest(&in);
    struct tl_tokens tokens;
    struct tl_words words;
    tl_tokens_init(&tokens, &ctx);
    tl_words_init(&words, &ctx);
    if (tl_tokens_read(&tokens, text, NULL) == TL_OK) {
        check_tokens(&tokens, text);
        struct tl_language_count count = {0};
        tl_language_count(&count, &tokens);
        for (int i = TL_LANGUAGE_NONE + 1; i < TL_LANGUAGE_COUNT; i++) {
            FUZZ_CHECK(count.known[i] <= count.words && count.words <= tokens.n);
            if (tl_words_read(&words, tl_lexicon_of((enum tl_language)i), &tokens, NULL) != TL_OK)
                continue;
            FUZZ_CHECK(words.n == tokens.n);
            for (size_t k = 0; k < words.n_phrases; k++)
                FUZZ_CHECK(words.phrase[k].first + 1 < words.phrase[k].end &&
                           words.phrase[k].end <= tokens.n);
        }
    }
    tl_words_release(&words);
    tl_tokens_release(&tokens);
    FUZZ_CHECK(memory.live == 0);
    return 0;
}
