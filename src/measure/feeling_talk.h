/*
 * feeling_talk.h: C20's index.
 */
#ifndef TL_FEELING_TALK_H
#define TL_FEELING_TALK_H

/* From the three z: feelings, feeling words, answers without one. + is less talk of feelings. */
double tl_restricted(double z_feelings, double z_words, double z_deflected);

#endif
