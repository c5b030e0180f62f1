/*
 * number.c: numbers from and to text, without locale and with the same bytes on every build.
 *
 * Reading goes the short exact way where it can (15 digits, power of ten up to 22: both factors are
 * doubles, one rounding) and else multiplies 64-bit significands by a table of 10^(2^k); the
 * nine products at most cost 10 units of 2^-63, far below the half ulp of the final rounding.
 * Printing is exact: the double is scaled as a big integer of at most 38 words, and rounded once.
 */
#include "number.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "str.h"

/* Value: m * 2^e with the top bit of m set. */
struct wide {
    uint64_t m;
    int32_t e;
};

/* 10^(2^k) and 10^-(2^k), rounded to 64 bits. */
static const struct wide powers_up[9] = {
    {UINT64_C(0xa000000000000000), -60}, {UINT64_C(0xc800000000000000), -57},
    {UINT64_C(0x9c40000000000000), -50}, {UINT64_C(0xbebc200000000000), -37},
    {UINT64_C(0x8e1bc9bf04000000), -10}, {UINT64_C(0x9dc5ada82b70b59e), 43},
    {UINT64_C(0xc2781f49ffcfa6d5), 149}, {UINT64_C(0x93ba47c980e98ce0), 362},
    {UINT64_C(0xaa7eebfb9df9de8e), 787},
};
static const struct wide powers_down[9] = {
    {UINT64_C(0xcccccccccccccccd), -67},  {UINT64_C(0xa3d70a3d70a3d70a), -70},
    {UINT64_C(0xd1b71758e219652c), -77},  {UINT64_C(0xabcc77118461cefd), -90},
    {UINT64_C(0xe69594bec44de15b), -117}, {UINT64_C(0xcfb11ead453994ba), -170},
    {UINT64_C(0xa87fea27a539e9a5), -276}, {UINT64_C(0xddd0467c64bce4a1), -489},
    {UINT64_C(0xc0314325637a193a), -914},
};

static const double small_powers[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool tl_parse_uint64(struct tl_str s, uint64_t *out)
{
    if (s.len == 0)
        return false;
    uint64_t v = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!tl_is_digit(s.ptr[i]))
            return false;
        uint64_t d = (uint64_t)(s.ptr[i] - '0');
        if (v > (UINT64_MAX - d) / 10)
            return false;
        v = v * 10 + d;
    }
    *out = v;
    return true;
}

bool tl_parse_int64(struct tl_str s, int64_t *out)
{
    bool negative = s.len > 0 && s.ptr[0] == '-';
    if (negative || (s.len > 0 && s.ptr[0] == '+'))
        s = (struct tl_str){s.ptr + 1, s.len - 1};
    uint64_t v;
    if (!tl_parse_uint64(s, &v) || v > (uint64_t)INT64_MAX + negative)
        return false;
    *out = negative ? -(int64_t)(v - negative) - negative : (int64_t)v;
    return true;
}

static struct wide normalise(struct wide w)
{
    for (int step = 32; step > 0; step /= 2) {
        if (w.m >> (64 - step) == 0) {
            w.m <<= step;
            w.e -= step;
        }
    }
    return w;
}

static struct wide multiply(struct wide a, struct wide b)
{
    uint64_t a1 = a.m >> 32, a0 = (uint32_t)a.m, b1 = b.m >> 32, b0 = (uint32_t)b.m;
    uint64_t low = a0 * b0, mid1 = a1 * b0, mid2 = a0 * b1;
    uint64_t mid = (low >> 32) + (uint32_t)mid1 + (uint32_t)mid2;
    uint64_t high = a1 * b1 + (mid1 >> 32) + (mid2 >> 32) + (mid >> 32);
    uint64_t rest = (mid << 32) | (uint32_t)low;
    int32_t e = a.e + b.e + 64;
    if (high >> 63 == 0) {
        high = high << 1 | rest >> 63;
        rest <<= 1;
        e--;
    }
    high += (rest >> 63) & (high != UINT64_MAX);
    return (struct wide){high, e};
}

/* Rounds to nearest even, also to subnormals and infinity. */
static double wide_to_double(struct wide w)
{
    int32_t exponent = w.e + 63; /* of the top bit */
    int32_t drop = exponent >= -1022 ? 11 : 11 + (-1022 - exponent);
    if (exponent > 1023)
        return INFINITY;
    if (drop > 64)
        return 0;
    uint64_t kept = drop == 64 ? 0 : w.m >> drop;
    uint64_t half = UINT64_C(1) << (drop - 1), rest = w.m & (half | (half - 1));
    kept += rest > half || (rest == half && kept % 2 == 1);
    /* The carry into the exponent field is what IEEE 754 wants. */
    uint64_t bits = kept;
    if (exponent >= -1022)
        bits += (uint64_t)(exponent + 1022) << 52;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double scale_decimal(uint64_t m, int32_t exponent10)
{
    if (m == 0)
        return 0;
    if (m <= UINT64_C(1) << 53 && exponent10 >= -22 && exponent10 <= 22)
        return exponent10 < 0 ? (double)m / small_powers[-exponent10]
                              : (double)m * small_powers[exponent10];
    if (exponent10 > 310)
        return INFINITY;
    if (exponent10 < -345)
        return 0;
    struct wide w = normalise((struct wide){m, 0});
    const struct wide *power = exponent10 < 0 ? powers_down : powers_up;
    uint32_t n = (uint32_t)(exponent10 < 0 ? -exponent10 : exponent10);
    for (; n != 0; n >>= 1, power++) {
        if (n & 1)
            w = multiply(w, *power);
    }
    return wide_to_double(w);
}

bool tl_parse_double(struct tl_str s, double *out)
{
    const char *p = s.ptr, *end = s.ptr + s.len;
    bool negative = p < end && *p == '-';
    p += negative;
    uint64_t m = 0;
    int64_t exponent = 0; /* wide enough for any count of digits */
    size_t digits = 0;
    bool point = false;
    for (; p < end; p++) {
        if (*p == '.' && !point && digits > 0) {
            point = true;
            digits = 0;
            continue;
        }
        if (!tl_is_digit(*p))
            break;
        digits++;
        if (m < UINT64_C(1000000000000000000)) { /* 19 digits fit, the rest only scales */
            m = m * 10 + (uint64_t)(*p - '0');
            exponent -= point;
        } else {
            exponent += !point;
        }
    }
    if (digits == 0)
        return false;
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        bool down = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            p++;
        if (p == end)
            return false;
        int64_t e = 0;
        for (; p < end && tl_is_digit(*p); p++)
            e = e < INT64_C(1000000000000000) ? e * 10 + (*p - '0') : e;
        if (!tl_is_digit(p[-1]))
            return false;
        exponent += down ? -e : e;
    }
    if (p != end)
        return false;
    exponent = exponent > 1000 ? 1000 : exponent < -1000 ? -1000 : exponent;
    double x = scale_decimal(m, (int32_t)exponent);
    *out = negative ? -x : x;
    return true;
}

/* Unsigned integer, least word first; 10^338 times 2^54 is the largest that printing needs. */
struct big {
    uint32_t word[40];
    size_t n;
};

static void big_multiply(struct big *b, uint32_t factor)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < b->n; i++) {
        carry += (uint64_t)b->word[i] * factor;
        b->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        b->word[b->n++] = (uint32_t)carry;
}

/* Whether a remainder was lost. */
static bool big_divide(struct big *b, uint32_t divisor)
{
    uint64_t rest = 0;
    for (size_t i = b->n; i-- > 0;) {
        rest = rest << 32 | b->word[i];
        b->word[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    while (b->n > 0 && b->word[b->n - 1] == 0)
        b->n--;
    return rest != 0;
}

/* Whether anything was shifted out. */
static bool big_shift_right(struct big *b, uint32_t bits)
{
    size_t words = bits / 32;
    uint32_t shift = bits % 32;
    bool lost = false;
    for (size_t i = 0; i < b->n && i <= words; i++)
        lost |= (i < words ? b->word[i] : b->word[i] & ((UINT32_C(1) << shift) - 1)) != 0;
    b->n = b->n > words ? b->n - words : 0;
    for (size_t i = 0; i < b->n; i++) {
        uint64_t pair = b->word[i + words];
        if (i + 1 < b->n)
            pair |= (uint64_t)b->word[i + words + 1] << 32;
        b->word[i] = (uint32_t)(pair >> shift);
    }
    return lost;
}

/* m * 2^e * 10^k, rounded to the nearest integer, halves to even; it must fit 63 bits. */
static uint64_t round_scaled(uint64_t m, int32_t e, int32_t k)
{
    struct big b = {.n = 2};
    b.word[0] = (uint32_t)(m << 1);
    b.word[1] = (uint32_t)(m >> 31);
    bool lost = false;
    for (; k > 0; k -= k > 9 ? 9 : k)
        big_multiply(&b, (uint32_t)small_powers[k > 9 ? 9 : k]);
    for (; e > 0; e -= e > 30 ? 30 : e)
        big_multiply(&b, UINT32_C(1) << (e > 30 ? 30 : e));
    lost |= big_shift_right(&b, (uint32_t)-e);
    for (; k < 0; k += k < -9 ? 9 : -k)
        lost |= big_divide(&b, (uint32_t)small_powers[k < -9 ? 9 : -k]);
    uint64_t twice = (b.n > 0 ? b.word[0] : 0) | (uint64_t)(b.n > 1 ? b.word[1] : 0) << 32;
    return (twice >> 1) + ((twice & 1) && (lost || (twice & 2)));
}

/* |x| = m * 2^e */
static uint64_t split_double(double x, int32_t *e)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int32_t exponent = (int32_t)(bits >> 52 & 0x7ff);
    uint64_t m = bits & UINT64_C(0xfffffffffffff);
    *e = (exponent == 0 ? 1 : exponent) - 1075;
    return exponent == 0 ? m : m | UINT64_C(1) << 52;
}

static size_t put_uint64(char *out, uint64_t v)
{
    char reverse[20];
    size_t n = 0;
    do {
        reverse[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v != 0);
    for (size_t i = 0; i < n; i++)
        out[i] = reverse[n - 1 - i];
    return n;
}

static size_t put_null(char *out)
{
    memcpy(out, "null", 5);
    return 4;
}

size_t tl_print_double(char out[TL_NUMBER_MAX], double x, int digits)
{
    if (!(fabs(x) <= DBL_MAX))
        return put_null(out);
    digits = digits < 1 ? 1 : digits > 15 ? 15 : digits;
    if (x == 0) {
        memcpy(out, "0", 2);
        return 1;
    }
    int32_t e2;
    uint64_t m = split_double(x, &e2);
    /* Of the first digit: log10(2) times that of the top bit, or one more. */
    int32_t top = e2 + 63 + normalise((struct wide){m, 0}).e;
    int32_t exponent = (int32_t)floor(top * 0.30103);
    uint64_t n = round_scaled(m, e2, digits - 1 - exponent);
    if (n >= (uint64_t)small_powers[digits])
        n = round_scaled(m, e2, digits - 1 - ++exponent);
    while (n % 10 == 0)
        n /= 10;
    char digit[20];
    int32_t count = (int32_t)put_uint64(digit, n);

    size_t at = 0;
    if (x < 0)
        out[at++] = '-';
    bool plain = exponent >= -5 && exponent < 15;
    int32_t before = plain ? exponent + 1 : 1; /* digits before the point; 0 or less: 0.00ddd */
    if (before <= 0)
        out[at++] = '0';
    for (int32_t i = before < 0 ? before : 0; i < count || i < before; i++) {
        if (i == before)
            out[at++] = '.';
        out[at++] = i >= 0 && i < count ? digit[i] : '0';
    }
    if (!plain) {
        out[at++] = 'e';
        out[at++] = exponent < 0 ? '-' : '+';
        exponent = exponent < 0 ? -exponent : exponent;
        if (exponent < 10)
            out[at++] = '0';
        at += put_uint64(out + at, (uint64_t)exponent);
    }
    out[at] = '\0';
    return at;
}

size_t tl_print_fixed(char out[TL_NUMBER_MAX], double x, int decimals)
{
    if (!(fabs(x) < 1e15))
        return tl_print_double(out, x, 15);
    decimals = decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
    int32_t e2;
    double whole_part = decimals > 0 ? floor(fabs(x)) : 0;
    uint64_t m = split_double(fabs(x) - whole_part, &e2); /* exact */
    uint64_t fraction = round_scaled(m, e2, decimals);
    uint64_t whole = (uint64_t)whole_part;
    uint64_t unit = (uint64_t)small_powers[decimals];
    whole += fraction / unit;
    fraction %= unit;

    size_t at = 0;
    if (x < 0 && (whole != 0 || fraction != 0))
        out[at++] = '-';
    at += put_uint64(out + at, whole);
    if (decimals > 0) {
        put_uint64(out + at, unit + fraction); /* the leading 1 keeps the zeros behind the point */
        out[at] = '.';
        at += (size_t)decimals + 1;
    }
    out[at] = '\0';
    return at;
}

size_t tl_print_int64(char out[TL_NUMBER_MAX], int64_t x)
{
    size_t at = 0;
    if (x < 0)
        out[at++] = '-';
    at += put_uint64(out + at, x < 0 ? UINT64_C(0) - (uint64_t)x : (uint64_t)x);
    out[at] = '\0';
    return at;
}

size_t tl_print_grouped(char out[TL_NUMBER_MAX], uint64_t n)
{
    char digits[TL_NUMBER_MAX];
    const size_t n_digits = put_uint64(digits, n);
    size_t len = 0;
    for (size_t i = 0; i < n_digits; i++) {
        if (i > 0 && (n_digits - i) % 3 == 0)
            out[len++] = ',';
        out[len++] = digits[i];
    }
    out[len] = '\0';
    return len;
}
