#pragma once

#include "core/base/job.h"

namespace kinovar::cli {

/// From now on SIGINT and SIGTERM are received by a thread of their own (call before any other
/// thread starts). The first one asks the running job to stop cleanly; a second one ends the
/// program at once.
void catch_interrupts();

/// The job that an interrupt stops; nullptr: none.
void stop_on_interrupt(Job* job);

} // namespace kinovar::cli
