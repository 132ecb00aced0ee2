#include "core/render/marked_clip.h"

#include "core/credentials/mark.h"

namespace kinovar::render {

namespace {

/// Part of the key: pictures marked in another way are not taken up again.
constexpr std::int64_t kMarkVersion = 1;

class MarkedClip final : public pipeline::Clip {
public:
    MarkedClip(pipeline::ClipPtr input, const std::string& software)
        : input_(std::move(input)), info_(input_->info()) {
        auto credentials = std::make_shared<credentials::Credentials>(*info_.credentials);
        if (credentials->software.empty()) {
            credentials->software = software;
        }
        visible_ = credentials->visible_mark;
        payload_.id = credentials::mark_id(*credentials);
        Hasher key;
        key.add("marked").add(kMarkVersion).add(info_.key);
        key.add(credentials::to_xmp(*credentials)).add(std::int64_t{visible_ ? 1 : 0});
        info_.key = key.finish();
        info_.credentials = std::move(credentials);
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr plain, input_->frame(n, pull));
        auto frame = std::make_shared<Frame>(*plain);
        if (visible_) {
            credentials::draw_visible_mark(*frame);
        }
        credentials::embed_mark(*frame, payload_);
        return FramePtr(std::move(frame));
    }

private:
    pipeline::ClipPtr input_;
    pipeline::ClipInfo info_;
    credentials::MarkPayload payload_;
    bool visible_ = true;
};

} // namespace

pipeline::ClipPtr marked(pipeline::ClipPtr clip, const std::string& software) {
    return clip->info().credentials ? std::make_shared<MarkedClip>(std::move(clip), software)
                                    : clip;
}

} // namespace kinovar::render
