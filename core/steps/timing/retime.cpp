#include "core/pipeline/clip.h"
