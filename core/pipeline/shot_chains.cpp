#include "core/pipeline/shot_chains.h"
