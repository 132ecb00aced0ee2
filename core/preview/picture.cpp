#include "core/preview/picture.h"
