#include "ui/studio/job_list.h"

#include "ui/studio/text.h"

#include <QMetaObject>
#include <algorithm>
#include <mutex>

namespace kinovar::ui {

/// A job, its thread, and what it has told that the GUI thread has not yet read.
struct JobList::Running {
    Entry entry;
    Then then;
    std::unique_ptr<Job> job;
    std::jthread thread;

    std::mutex mutex; // guards the two below
    std::vector<Job::Event> inbox;
    bool posted = false;
};

JobList::JobList(QObject* parent) : QObject(parent) {}

JobList::~JobList() {
    for (const auto& running : jobs_) {
        running->job->resume();
        running->job->request_stop();
    }
    for (const auto& running : jobs_) {
        if (running->thread.joinable()) {
            running->thread.join();
        }
    }
}

int JobList::start(const QString& title, Work work, Then then, bool quiet) {
    auto running = std::make_unique<Running>();
    Running& mine = *running;
    const int id = next_id_++;
    mine.entry.id = id;
    mine.entry.title = title;
    mine.entry.quiet = quiet;
    mine.then = std::move(then);
    mine.job =
        std::make_unique<Job>(title.toStdString(), [this, &mine, id](const Job::Event& event) {
            const std::lock_guard lock(mine.mutex);
            // Only the last progress counts; lines are all kept.
            if (event.kind == Job::EventKind::Progress && !mine.inbox.empty() &&
                mine.inbox.back().kind == Job::EventKind::Progress) {
                mine.inbox.back() = event;
            } else {
                mine.inbox.push_back(event);
            }
            if (!mine.posted) {
                mine.posted = true;
                QMetaObject::invokeMethod(
                    this, [this, id] { take_events(id); }, Qt::QueuedConnection);
            }
        });
    jobs_.push_back(std::move(running));
    Q_EMIT added(id);
    mine.thread = std::jthread([this, &mine, id, work = std::move(work)] {
        Status status = failure(ErrorCode::Internal, "the job did not run");
        try {
            status = work(*mine.job);
        } catch (const std::bad_alloc&) {
            status = failure(ErrorCode::OutOfMemory, "memory ran out");
        } catch (const std::exception& exception) {
            status = failure(ErrorCode::Internal, exception.what());
        }
        QMetaObject::invokeMethod(
            this, [this, id, status = std::move(status)] { end(id, status); },
            Qt::QueuedConnection);
    });
    return id;
}

JobList::Running* JobList::running_of(int id) const {
    const auto at = std::find_if(jobs_.begin(), jobs_.end(),
                                 [id](const auto& running) { return running->entry.id == id; });
    return at == jobs_.end() ? nullptr : at->get();
}

void JobList::take_events(int id) {
    Running* running = running_of(id);
    if (running == nullptr) {
        return;
    }
    std::vector<Job::Event> events;
    {
        const std::lock_guard lock(running->mutex);
        events.swap(running->inbox);
        running->posted = false;
    }
    for (const Job::Event& event : events) {
        running->entry.progress = event.progress;
        if (event.kind != Job::EventKind::Progress) {
            running->entry.log.append(to_qt(event.text));
        }
    }
    Q_EMIT changed(id);
}

void JobList::end(int id, const Status& status) {
    Running* running = running_of(id);
    if (running == nullptr) {
        return;
    }
    take_events(id);
    running->thread.join();
    Entry& entry = running->entry;
    if (status) {
        entry.state = JobState::Done;
    } else if (status.error().code == ErrorCode::Cancelled) {
        entry.state = JobState::Cancelled;
    } else {
        entry.state = JobState::Failed;
        entry.error = status.error();
    }
    const Then then = std::move(running->then);
    const bool forget = entry.quiet;
    Q_EMIT changed(id);
    if (then) {
        then(status);
    }
    if (forget) {
        std::erase_if(jobs_, [id](const auto& other) { return other->entry.id == id; });
        Q_EMIT removed(id);
    }
}

void JobList::pause(int id) {
    if (Running* running = running_of(id)) {
        running->job->pause();
        running->entry.progress = running->job->progress();
        Q_EMIT changed(id);
    }
}

void JobList::resume(int id) {
    if (Running* running = running_of(id)) {
        running->job->resume();
        running->entry.progress = running->job->progress();
        Q_EMIT changed(id);
    }
}

void JobList::cancel(int id) {
    if (Running* running = running_of(id)) {
        running->job->request_stop();
        running->job->resume();
    }
}

void JobList::clear_ended() {
    std::vector<int> gone;
    std::erase_if(jobs_, [&gone](const auto& running) {
        const bool ended = running->entry.state != JobState::Running;
        if (ended) {
            gone.push_back(running->entry.id);
        }
        return ended;
    });
    for (const int id : gone) {
        Q_EMIT removed(id);
    }
}

const JobList::Entry* JobList::find(int id) const {
    const Running* running = running_of(id);
    return running == nullptr ? nullptr : &running->entry;
}

std::vector<const JobList::Entry*> JobList::entries() const {
    std::vector<const Entry*> entries;
    for (const auto& running : jobs_) {
        entries.push_back(&running->entry);
    }
    return entries;
}

int JobList::running() const {
    return static_cast<int>(std::count_if(jobs_.begin(), jobs_.end(), [](const auto& running) {
        return running->entry.state == JobState::Running && !running->entry.quiet;
    }));
}

} // namespace kinovar::ui
