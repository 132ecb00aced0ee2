#include "core/project/edit.h"
