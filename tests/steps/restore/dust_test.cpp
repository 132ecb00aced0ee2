#include "core/steps/restore/dust.h"

#include <gtest/gtest.h>
