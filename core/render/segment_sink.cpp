#include "core/render/segment_sink.h"

#include "core/media/picture_file.h"
#include "core/render/credited_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::render {

SegmentSink::SegmentSink(Setup setup, Journal& journal)
    : setup_(std::move(setup)), journal_(journal) {
    for (const JournalPiece& piece : journal_.pieces()) {
        told_.insert(told_.end(), piece.damage.begin(), piece.damage.end());
    }
}

std::int64_t SegmentSink::next_frame() const {
    return journal_.pieces().empty() ? 0 : journal_.pieces().back().last + 1;
}

Status SegmentSink::take(std::int64_t n, const Frame& frame) {
    return setup_.place.kind == OutputPlace::Kind::Film ? take_for_film(n, frame)
                                                        : take_picture(n, frame);
}

Status SegmentSink::take_for_film(std::int64_t n, const Frame& frame) {
    // Pieces lie on a fixed grid, so that a resumed render cuts where an unbroken one does.
    const std::int64_t index = n / setup_.segment_frames;
    const std::string file = fmt::format("{:06}.{}", index, media::segment_extension());
    if (!writer_) {
        KINOVAR_TRY_ASSIGN(
            writer_, media::SegmentWriter::open(setup_.place.pieces_folder / file, setup_.encode));
        piece_first_ = n;
    }
    KINOVAR_TRY(writer_->write(frame));
    const std::int64_t piece_last =
        std::min((index + 1) * setup_.segment_frames, setup_.frames) - 1;
    if (n == piece_last) {
        KINOVAR_TRY(writer_->finish());
        writer_.reset();
        return finish_piece(n, file);
    }
    return {};
}

Status SegmentSink::take_picture(std::int64_t n, const Frame& frame) {
    const std::filesystem::path path = setup_.place.picture(setup_.first_number + n);
    KINOVAR_TRY_ASSIGN(const media::PictureFormat format, media::picture_format_of(path));
    const bool one_of_many = setup_.place.kind == OutputPlace::Kind::Pattern;
    KINOVAR_TRY(make_credited(path, setup_.place.work_folder, setup_.credentials.get(),
                              one_of_many ? Sidecar::Drop : Sidecar::Keep, [&](const auto& file) {
                                  return media::write_picture(file, frame, format,
                                                              setup_.encode.layout.bits,
                                                              setup_.monochrome);
                              }));
    piece_first_ = n;
    return finish_piece(n, path.filename().string());
}

Status SegmentSink::finish_piece(std::int64_t last, const std::string& file) {
    JournalPiece piece;
    piece.first = piece_first_;
    piece.last = last;
    piece.file = file;
    piece.damage = new_damage();
    return journal_.add(std::move(piece));
}

std::vector<JournalDamage> SegmentSink::new_damage() {
    std::vector<JournalDamage> fresh;
    for (const media::DamagedFrame& damage : setup_.damaged()) {
        const bool known = std::any_of(told_.begin(), told_.end(), [&](const JournalDamage& told) {
            return told.frame == damage.frame;
        });
        if (!known) {
            fresh.push_back({damage.frame, damage.reason});
        }
    }
    told_.insert(told_.end(), fresh.begin(), fresh.end());
    return fresh;
}

} // namespace kinovar::render
