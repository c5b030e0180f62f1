/*
 * little_endian.h: numbers in files, low byte first, at any alignment.
 */
#ifndef TL_LITTLE_ENDIAN_H
#define TL_LITTLE_ENDIAN_H

#include <stdint.h>
#include <string.h>

static inline uint16_t tl_le16(const unsigned char *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}
static inline uint32_t tl_le32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}
/* An IEEE 754 single. */
static inline float tl_le_float(const unsigned char *p)
{
    const uint32_t bits = tl_le32(p);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
