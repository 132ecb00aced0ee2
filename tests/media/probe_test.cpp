#include "core/media/media_info.h"
#include "tests/support/support.h"
