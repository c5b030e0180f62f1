/*
 * analyser.h: what the static analyser cannot see from one file alone, put before every source when
 * tools/check-all runs it: the functions of fault.h give back the status they were given.
 */
#ifndef TL_ANALYSER_H
#define TL_ANALYSER_H

#include "fault.h"

#define tl_fault(err, status, ...) ((void)(tl_fault)(err, status, __VA_ARGS__), (status))
#define tl_fault_at(err, status, ...) ((void)(tl_fault_at)(err, status, __VA_ARGS__), (status))
#define tl_fault_memory(err) ((void)(tl_fault_memory)(err), TL_FATAL)

#endif
