#include "core/preview/thumbnails.h"
