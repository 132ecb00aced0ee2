#include "core/project/reel_edits.h"
