/*
 * test_typedstream.c: texts of every length class, and streams that lie.
 *
 * The frame is that of an NSAttributedString as Messages archives it: version and system, the
 * classes down to NSString, the bytes of the string, and what follows.
 */
#include "tl_test.h"

#include "str.h"
#include "typedstream.h"

static const unsigned char head[] =
    "\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\0\x84\x84\x08"
    "NSObject\0\x85\x92\x84\x84\x84\x08NSString\x01\x94\x84\x01+";

/* The stream around `length` times "x"; its size. To be freed. */
static unsigned char *archive(size_t length, size_t *size)
{
    unsigned char *blob = malloc(sizeof head + 8 + length);
    size_t n = sizeof head - 1;
    assert_non_null(blob);
    memcpy(blob, head, n);
    if (length < 0x80) {
        blob[n++] = (unsigned char)length;
    } else {
        const size_t bytes = length <= 0xffff ? 2 : 4;
        blob[n++] = bytes == 2 ? 0x81 : 0x82;
        for (size_t i = 0; i < bytes; i++)
            blob[n++] = (unsigned char)(length >> 8 * i);
    }
    memset(blob + n, 'x', length);
    n += length;
    blob[n++] = 0x86;
    blob[n++] = 0x84;
    *size = n;
    return blob;
}

static void every_length_class(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 127, 128, 129, 255, 256, 300, 65535, 65536, 70000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t size;
        struct tl_str text;
        unsigned char *blob = archive(lengths[i], &size);
        assert_true(tl_typedstream_text((struct tl_str){(char *)blob, size}, &text));
        assert_int_equal(text.len, lengths[i]);
        for (size_t k = 0; k < text.len; k++)
            assert_true(text.ptr[k] == 'x');
        free(blob);
    }
}

static void every_cut(void **state)
{
    (void)state;
    for (size_t length = 5; length <= 300; length += 295) {
        size_t size;
        struct tl_str text;
        unsigned char *blob = archive(length, &size);
        for (size_t cut = 0; cut < size - 2; cut++) {
            char *part = malloc(cut + 1); /* so that reading behind it is seen */
            memcpy(part, blob, cut);
            assert_false(tl_typedstream_text((struct tl_str){part, cut}, &text));
            free(part);
        }
        free(blob);
    }
}

static void mutable_strings(void **state)
{
    (void)state;
    static const char blob[] = "\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x19NSMutable"
                               "AttributedString\0\x84\x84\x12NSAttributedString\0\x84\x84\x08"
                               "NSObject\0\x85\x92\x84\x84\x84\x0fNSMutableString\x01\x84\x84\x08"
                               "NSString\x01\x95\x84\x01+\x06"
                               "Gr\xc3\xbc\xc3\x9f\x86\x84";
    struct tl_str text;
    assert_true(tl_typedstream_text((struct tl_str){blob, sizeof blob - 1}, &text));
    assert_true(tl_str_equal(text, TL_STR("Grüß")));
}

static void no_streams(void **state)
{
    (void)state;
    struct tl_str text;
    assert_false(tl_typedstream_text(TL_STR(""), &text));
    assert_false(tl_typedstream_text(TL_STR("bplist00"), &text));
    assert_false(tl_typedstream_text(TL_STR("\x04\x0bstreamtyped NSString"), &text));
    assert_false(
        tl_typedstream_text(TL_STR("\x04\x0bstreamtyped NSString\x84\x01+\x83zzzz"), &text));
    assert_false(tl_typedstream_text(TL_STR("\x04\x0bstreamtyped NSString\x84\x01+\x82\xff\xff\xff"
                                            "\xffzz"),
                                     &text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_class),
        cmocka_unit_test(every_cut),
        cmocka_unit_test(mutable_strings),
        cmocka_unit_test(no_streams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
