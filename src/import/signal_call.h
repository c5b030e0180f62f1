/*
 * signal_call.h: calls as signal-export writes them, in the place of a text.
 */
#ifndef TL_SIGNAL_CALL_H
#define TL_SIGNAL_CALL_H

#include "builder.h"

/* "Incoming voice call (accepted, 2m 3s)", "Missed video call": true when the body is one; kind,
   flags and length are set then. */
bool tl_signal_call(struct tl_str body, struct tl_message *m);

#endif
