#include "core/preview/picture_service.h"
