/*
 * encoder_data.h: the bytes of data/model/encoder.bin, context.bin and sentence.bin, which the
 * build puts into the program.
 */
#ifndef TL_ENCODER_DATA_H
#define TL_ENCODER_DATA_H

#include <stddef.h>

extern const unsigned char tl_encoder_data[];
extern const size_t tl_encoder_data_size;
extern const unsigned char tl_context_data[];
extern const size_t tl_context_data_size;
extern const unsigned char tl_sentence_data[];
extern const size_t tl_sentence_data_size;

#endif
