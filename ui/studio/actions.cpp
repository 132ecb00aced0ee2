#include "ui/studio/actions.h"
