#include "ui/studio/studio.h"

#include "core/base/file.h"
#include "core/base/places.h"
#include "ui/studio/colour.h"
#include "ui/studio/detectors.h"
#include "ui/studio/edit_command.h"
#include "ui/studio/portrait.h"
#include "ui/studio/retouch.h"
#include "ui/studio/settings.h"
#include "ui/studio/studio_source.h"
#include "ui/studio/text.h"

#include <QDateTime>
#include <QMetaObject>
#include <QTimer>
#include <QUndoStack>
#include <algorithm>

namespace kinovar::ui {

namespace {

namespace fs = std::filesystem;
using project::Document;
using project::Id;

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;
/// Frames between the steps get as much memory again as the pictures, divided by this.
constexpr std::size_t kFrameCacheShare = 2;
constexpr int kThumbnailHeight = 72;
/// The playhead is written to the project once it rests.
constexpr int kKeepPlaceAfterMs = 1500;
constexpr const char* kReelState = "reel";
constexpr const char* kFrameState = "frame";

fs::path unsaved_folder() {
    return user_data_folder() / "unsaved";
}

template <class Noun>
bool touches(const project::Edit& edit) {
    const auto is_one = [](const std::optional<project::Row>& row) {
        return row && std::holds_alternative<Noun>(*row);
    };
    return std::any_of(edit.changes.begin(), edit.changes.end(), [&](const auto& change) {
        return is_one(change.before) || is_one(change.after);
    });
}

} // namespace

Studio::Studio(QObject* parent)
    : QObject(parent), undo_(new QUndoStack(this)), jobs_(new JobList(this)),
      keep_place_soon_(new QTimer(this)) {
    portrait_ = new Portrait(*this);
    colour_ = new Colour(*this);
    retouch_ = new Retouch(*this);
    detectors_ = new Detectors(*this);
    keep_place_soon_->setSingleShot(true);
    keep_place_soon_->setInterval(kKeepPlaceAfterMs);
    connect(keep_place_soon_, &QTimer::timeout, this, &Studio::keep_place);
    preview::PictureService::Options options;
    options.memory_bytes = static_cast<std::size_t>(settings::memory_mb()) * kMegabyte;
    options.disk_bytes = static_cast<std::size_t>(settings::disk_mb()) * kMegabyte;
    options.folder = user_cache_folder() / "pictures";
    frame_cache_ = pipeline::make_frame_cache(options.memory_bytes / kFrameCacheShare);
    pictures_ =
        std::make_unique<preview::PictureService>(options, [this](const preview::Arrival& arrival) {
            QMetaObject::invokeMethod(
                this, [this, arrival] { Q_EMIT picture_arrived(arrival); }, Qt::QueuedConnection);
        });
    thumbnails_ = std::make_unique<preview::Thumbnails>(
        user_cache_folder() / "thumbnails", kThumbnailHeight,
        [this](const fs::path& reel, std::int64_t frame) {
            QMetaObject::invokeMethod(
                this, [this, reel, frame] { Q_EMIT thumbnail_arrived(to_qt(reel), frame); },
                Qt::QueuedConnection);
        });
}

Studio::~Studio() {
    // Services and jobs first: what they tell reaches an object that is still whole.
    leave_project();
    delete jobs_;
    delete detectors_;
    delete retouch_;
    delete colour_;
    delete portrait_;
    thumbnails_.reset();
    pictures_.reset();
}

// --- project

bool Studio::untitled() const {
    return has_project() && document_->path().parent_path() == unsaved_folder();
}

Status Studio::new_project(const fs::path& path) {
    fs::path place = path;
    if (place.empty()) {
        KINOVAR_TRY(make_folder(unsaved_folder()));
        const QString now = QDateTime::currentDateTime().toString("yyyy-MM-dd hh-mm-ss-zzz");
        place = unsaved_folder() / to_path(now + ".kinovar");
    }
    KINOVAR_TRY_ASSIGN(auto document, Document::create(place));
    adopt(std::move(document));
    return {};
}

Status Studio::open_project(const fs::path& path, project::Access access) {
    if (has_project() && document_->path() == path) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(auto document, Document::open(path, access));
    adopt(std::move(document));
    return {};
}

Status Studio::save_as(const fs::path& path) {
    keep_place();
    KINOVAR_TRY(document_->copy_to(path));
    KINOVAR_TRY_ASSIGN(auto document, Document::open(path));
    const bool drop_old = untitled();
    const fs::path old = document_->path();
    document_ = std::move(document); // the same rows, so the undo list goes on
    if (drop_old) {
        std::error_code ignored;
        fs::remove(old, ignored);
    }
    settings::add_recent_project(path);
    Q_EMIT project_changed();
    Q_EMIT document_changed();
    return {};
}

void Studio::adopt(std::unique_ptr<Document> document) {
    leave_project();
    document_ = std::move(document);
    ++project_number_;
    if (!untitled()) {
        settings::add_recent_project(document_->path());
    }
    Q_EMIT project_changed();
    Q_EMIT reels_changed();
    restore_place();
}

/// Lets go of the project without telling anybody.
void Studio::leave_project() {
    if (!has_project()) {
        return;
    }
    keep_place();
    keep_place_soon_->stop();
    pictures_->want({});
    undo_->clear();
    const bool drop = untitled() && document_->all<project::Reel>().empty();
    const fs::path path = document_->path();
    document_.reset();
    if (drop) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
    ++project_number_;
    sources_.clear();
    forget_views();
    reel_ = shot_ = take_ = 0;
    frame_ = 0;
    fraction_ = 0;
    step_ = solo_ = -1;
    in_ = out_ = -1;
    scope_ = ChainScope::Reel;
}

void Studio::close_project() {
    leave_project();
    Q_EMIT project_changed();
    Q_EMIT reels_changed();
    Q_EMIT reel_changed();
    Q_EMIT views_changed();
}

void Studio::set_state(const char* key, const QString& value) {
    if (!has_project() || document_->read_only() || state(key) == value) {
        return;
    }
    if (const Status status = document_->set_state(key, value.toStdString()); !status) {
        fail(status.error());
    }
}

QString Studio::state(const char* key) const {
    return has_project() ? to_qt(document_->state(key).value_or("")) : QString();
}

void Studio::restore_place() {
    const auto& reels = document_->all<project::Reel>();
    const Id remembered = state(kReelState).toLongLong();
    const std::int64_t frame = state(kFrameState).toLongLong();
    if (reels.contains(remembered)) {
        set_reel(remembered);
        set_frame(frame);
    } else if (!reels.empty()) {
        set_reel(reels.begin()->first);
    } else {
        Q_EMIT reel_changed();
        Q_EMIT views_changed();
    }
}

void Studio::keep_place() {
    set_state(kReelState, QString::number(reel_));
    set_state(kFrameState, QString::number(frame_));
}

// --- edits

bool Studio::edit(const project::Edit& edit, const QString& merge_key) {
    if (!has_project() || edit.empty()) {
        return false;
    }
    if (!apply(edit)) {
        return false;
    }
    undo_->push(new EditCommand(*this, edit, merge_key));
    return true;
}

bool Studio::edit(const Result<project::Edit>& made, const QString& merge_key) {
    if (!made) {
        fail(made.error());
        return false;
    }
    return edit(*made, merge_key);
}

bool Studio::record(const project::Edit& edit) {
    return has_project() && !edit.empty() && apply(edit);
}

bool Studio::apply(const project::Edit& edit) {
    if (const Status status = document_->apply(edit); !status) {
        fail(status.error());
        return false;
    }
    after(edit);
    return true;
}

void Studio::after(const project::Edit& edit) {
    Q_EMIT document_changed();
    if (touches<project::Reel>(edit)) {
        follow_sources();
        Q_EMIT reels_changed();
        if (document_->get<project::Reel>(reel_) == nullptr) {
            const auto& reels = document_->all<project::Reel>();
            reel_ = 0;
            set_reel(reels.empty() ? 0 : reels.begin()->first);
        } else {
            open_source(reel_);
            set_frame(frame_); // there may be fewer frames now
        }
    }
    if (touches<project::Shot>(edit) || touches<project::Take>(edit) ||
        touches<project::Reel>(edit)) {
        locate();
        if (solo_ >= static_cast<int>(chain().steps.size())) {
            forget_solo();
        }
        Q_EMIT shots_changed();
        Q_EMIT takes_changed();
        Q_EMIT chain_changed();
        Q_EMIT views_changed();
    }
    if (touches<project::Marker>(edit) || touches<project::Flag>(edit) ||
        touches<project::Hint>(edit) || touches<project::Fix>(edit)) {
        Q_EMIT marks_changed();
    }
    if (touches<project::Hint>(edit) || touches<project::Fix>(edit)) {
        Q_EMIT views_changed();
    }
}

// --- where one is

Id Studio::take() const {
    if (!has_project()) {
        return 0;
    }
    if (const auto* take = document_->get<project::Take>(take_);
        take != nullptr && take->shot == shot_) {
        return take_;
    }
    const auto* shot = document_->get<project::Shot>(shot_);
    return shot == nullptr ? 0 : shot->pick;
}

std::int64_t Studio::frames() const {
    const auto* reel = has_project() ? document_->get<project::Reel>(reel_) : nullptr;
    return reel == nullptr ? 0 : reel->frames;
}

double Studio::frame_rate() const {
    const auto* reel = has_project() ? document_->get<project::Reel>(reel_) : nullptr;
    return reel == nullptr ? 0 : reel->rate.value();
}

preview::FrameSpan Studio::range() const {
    const std::int64_t last = std::max<std::int64_t>(frames() - 1, 0);
    const std::int64_t first = in_ >= 0 ? std::min(in_, last) : 0;
    return {first, out_ >= 0 ? std::clamp(out_, first, last) : last};
}

void Studio::set_reel(Id reel) {
    if (reel == reel_) {
        return;
    }
    reel_ = reel;
    shot_ = take_ = 0;
    frame_ = 0;
    fraction_ = 0;
    in_ = out_ = -1;
    step_ = -1;
    forget_solo();
    if (reel != 0) {
        open_source(reel);
    }
    Q_EMIT reel_changed();
    Q_EMIT range_changed();
    Q_EMIT shots_changed();
    Q_EMIT marks_changed();
    locate();
    Q_EMIT chain_changed();
    Q_EMIT step_changed(step_);
    Q_EMIT frame_changed(frame_);
    Q_EMIT views_changed();
    keep_place_soon_->start();
}

void Studio::set_frame(std::int64_t frame) {
    const std::int64_t inside =
        std::clamp<std::int64_t>(frame, 0, std::max<std::int64_t>(frames() - 1, 0));
    if (inside == frame_) {
        return;
    }
    frame_ = inside;
    fraction_ = 0;
    locate();
    Q_EMIT frame_changed(frame_);
    keep_place_soon_->start();
}

void Studio::locate() {
    const Id shot = has_project() && reel_ != 0 ? document_->shot_at(reel_, frame_) : 0;
    if (shot == shot_) {
        return;
    }
    const pipeline::Chain before = chain();
    shot_ = shot;
    take_ = 0;
    choose_scope();
    Q_EMIT shot_changed();
    Q_EMIT take_changed();
    if (!(chain() == before)) {
        forget_solo();
        Q_EMIT chain_changed();
        Q_EMIT views_changed();
    } else if (has_hints() || told_take() != 0) {
        Q_EMIT views_changed(); // each shot has its own
    }
}

/// A shot with a chain of its own is worked on by itself.
void Studio::choose_scope() {
    const auto* take = has_project() ? document_->get<project::Take>(this->take()) : nullptr;
    const ChainScope scope = take != nullptr && take->chain ? ChainScope::Shot : ChainScope::Reel;
    if (scope != scope_) {
        scope_ = scope;
        Q_EMIT scope_changed();
    }
}

void Studio::set_take(Id take) {
    if (take == take_) {
        return;
    }
    take_ = take;
    forget_solo();
    choose_scope();
    Q_EMIT take_changed();
    Q_EMIT chain_changed();
    Q_EMIT views_changed();
}

void Studio::set_step(int step) {
    const int inside = std::clamp(step, -1, static_cast<int>(chain().steps.size()) - 1);
    if (inside != step_) {
        step_ = inside;
        Q_EMIT step_changed(step_);
    }
}

void Studio::set_in(std::int64_t frame) {
    in_ = frame;
    if (out_ >= 0 && in_ > out_) {
        out_ = -1;
    }
    Q_EMIT range_changed();
}

void Studio::set_out(std::int64_t frame) {
    out_ = frame;
    if (out_ >= 0 && in_ > out_) {
        in_ = -1;
    }
    Q_EMIT range_changed();
}

// --- messages

void Studio::fail(const Error& error) {
    Q_EMIT failed(error);
}

void Studio::tell(const QString& text) {
    Q_EMIT told(text);
}

void Studio::want_model(const QString& id) {
    Q_EMIT model_wanted(id);
}

void Studio::tell_models_changed() {
    forget_views();
    for (const auto& [id, source] : sources_) {
        if (source->error && source->file != nullptr) {
            make_source(id); // it may be what the source chain missed
        }
    }
    Q_EMIT models_changed();
    Q_EMIT views_changed();
}

} // namespace kinovar::ui
