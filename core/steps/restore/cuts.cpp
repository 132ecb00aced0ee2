#include "core/steps/restore/cuts.h"
