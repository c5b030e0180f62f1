/* fast_weights.h: the bytes of data/model/fast.bin, which the build puts into the program. */
#ifndef TL_FAST_WEIGHTS_H
#define TL_FAST_WEIGHTS_H

#include <stddef.h>

extern const unsigned char tl_fast_weights[];
extern const size_t tl_fast_weights_size;

#endif
