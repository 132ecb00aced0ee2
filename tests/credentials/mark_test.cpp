#include "core/credentials/mark.h"
