/* weights_file.h: rounding a trained network to bytes and writing the file fast_model.h describes.
 */
#ifndef MODEL_WEIGHTS_FILE_H
#define MODEL_WEIGHTS_FILE_H

#include "net.h"

struct fitted { /* beside the network's own weights */
    double slope[TL_FAST_HEADS], offset[TL_FAST_HEADS];
    float threshold[TL_FAST_HEADS], gate[TL_FAST_HEADS], blend[3], rivalry;
};

/* The bytes of the file, *size of them, to be freed. Heads beyond TL_FAST_HEADS are left out. */
unsigned char *weights_pack(const struct net *net, const struct fitted *fitted, size_t *size);

#endif
