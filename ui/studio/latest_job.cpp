#include "ui/studio/latest_job.h"

#include <QPointer>
#include <utility>

namespace kinovar::ui {

LatestJob::LatestJob(JobList& jobs, QString title, QObject* parent)
    : QObject(parent), jobs_(jobs), title_(std::move(title)) {}

void LatestJob::start(JobList::Work work, JobList::Then then) {
    drop();
    Order order{std::move(work), std::move(then)};
    if (job_ != 0) {
        next_ = std::move(order);
    } else {
        begin(order);
    }
}

void LatestJob::drop() {
    next_.reset();
    wanted_ = false;
    if (job_ != 0) {
        jobs_.cancel(job_);
    }
}

void LatestJob::begin(const Order& order) {
    wanted_ = true;
    job_ = jobs_.start(
        title_, order.work,
        [self = QPointer<LatestJob>(this), then = order.then](const Status& status) {
            if (self == nullptr) {
                return; // whoever asked is gone
            }
            self->job_ = 0;
            if (self->next_) {
                const Order next = *std::exchange(self->next_, std::nullopt);
                self->begin(next);
            } else if (self->wanted_) {
                then(status);
            }
        },
        true);
}

} // namespace kinovar::ui
