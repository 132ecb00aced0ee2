#include "core/preview/picture_service.h"

#include "core/preview/engine.h"

namespace kinovar::preview {

PictureService::PictureService(Options options, Observer observer)
    : engine_(std::make_unique<Engine>(std::move(options), std::move(observer))) {}

PictureService::~PictureService() = default;

void PictureService::want(std::vector<Wanted> wanted) {
    engine_->want(std::move(wanted));
}

void PictureService::retry(const Hash128& clip, std::int64_t frame) {
    engine_->retry(clip, frame);
}

PicturePtr PictureService::peek(const Hash128& clip, std::int64_t frame, Layer layer) const {
    return engine_->peek({clip, frame, layer, Quality::Full});
}

bool PictureService::has(const Hash128& clip, std::int64_t frame) const {
    return engine_->has({clip, frame, Layer::Picture, Quality::Full});
}

std::vector<FrameSpan> PictureService::kept(const Hash128& clip) const {
    return engine_->kept(clip);
}

std::vector<std::pair<std::int64_t, Error>> PictureService::failed(const Hash128& clip) const {
    return engine_->failed(clip);
}

void PictureService::set_memory_budget(std::size_t bytes) {
    engine_->set_memory_budget(bytes);
}

void PictureService::set_disk_budget(std::size_t bytes) {
    engine_->set_disk_budget(bytes);
}

void PictureService::clear() {
    engine_->clear();
}

PictureService::Stats PictureService::stats() const {
    return engine_->stats();
}

} // namespace kinovar::preview
