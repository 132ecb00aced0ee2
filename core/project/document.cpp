#include "core/project/document.h"
