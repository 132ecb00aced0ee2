#include "core/render/marked_clip.h"

#include "core/credentials/mark.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::render {

namespace {

/// Part of the key: pictures marked in another way are not taken up again.
constexpr std::int64_t kMarkVersion = 1;
constexpr unsigned kIdBits = 32;

class MarkedClip final : public pipeline::Clip {
public:
    MarkedClip(pipeline::ClipPtr input, const std::string& software)
        : input_(std::move(input)), info_(input_->info()) {
        auto credentials = std::make_shared<credentials::Credentials>(*info_.credentials);
        if (credentials->software.empty()) {
            credentials->software = software;
        }
        visible_ = credentials->visible_mark;
        const std::string xmp = credentials::to_xmp(*credentials);
        Hasher id;
        payload_.id = static_cast<std::uint32_t>(id.add(xmp).finish().high >> kIdBits);
        Hasher key;
        info_.key = key.add("marked").add(kMarkVersion).add(info_.key).add(xmp).finish();
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

std::string consent_line(const credentials::ConsentRecord& consent) {
    std::string line = fmt::format("consent for {}", consent.person);
    const auto add = [&line](std::string_view what, const std::string& text) {
        if (!text.empty()) {
            line += fmt::format("{}{}", what, text);
        }
    };
    add(": ", consent.granted_by);
    add(", as ", consent.relation);
    add(", ground ", consent.ground);
    add(", ", consent.date);
    add(", photograph from ", consent.source);
    return line;
}

} // namespace

pipeline::ClipPtr marked(pipeline::ClipPtr clip, const std::string& software) {
    return clip->info().credentials ? std::make_shared<MarkedClip>(std::move(clip), software)
                                    : clip;
}

std::vector<std::string> statements_of(const credentials::Credentials& credentials,
                                       const std::vector<pipeline::Credit>& credits) {
    std::vector<std::string> lines;
    if (!credentials.action.empty()) {
        lines.push_back(credentials.action);
    }
    lines.push_back("digital source type (IPTC): " + credentials.digital_source_type);
    for (const credentials::ModelUse& model : credentials.models) {
        const bool credited = std::any_of(credits.begin(), credits.end(), [&](const auto& credit) {
            return credit.text.find(model.id) != std::string::npos;
        });
        if (!credited) {
            lines.push_back(fmt::format("model {} ({})", model.id, model.licence));
        }
    }
    for (const credentials::ConsentRecord& consent : credentials.consents) {
        lines.push_back(consent_line(consent));
    }
    return lines;
}

} // namespace kinovar::render
