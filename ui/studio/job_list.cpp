#include "ui/studio/job_list.h"
