#pragma once

#include "core/project/nouns.h"
#include "core/steps/detect/proposal.h"

#include <QObject>
#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace kinovar::ui {

class Studio;

/// A hand that was found, and what a person said about it.
struct FoundHand {
    detect::HandTrack track;
    enum class Judged : std::uint8_t { Open, Fine, ToMend };
    Judged judged = Judged::Open;
};

/// Runs the detectors over the current reel or shot, on a job. What they propose becomes flags, one
/// entry of the undo list; hands and faces are kept with the project as analyses ("hands",
/// "faces"). Nothing else is changed. GUI thread only.
class Detectors : public QObject {
    Q_OBJECT

public:
    /// What is looked for, and where.
    struct Choice {
        bool hands = true;
        bool faces = true; ///< plastic faces, frozen ones, jumps of eyes and mouth
        bool drift = true; ///< faces that stray from who they were
        bool glitches = true;
        bool whole_reel = false; ///< else the current shot
        bool on_scan = false;    ///< the film as it came; else what the chain makes of it
        [[nodiscard]] bool any() const { return hands || faces || drift || glitches; }
        friend bool operator==(const Choice&, const Choice&) = default;
    };

    explicit Detectors(Studio& studio);

    /// Shows failures on the studio. What one detector lacks (a model) does not keep the others
    /// from their work.
    void look(const Choice& choice);
    void stop();
    [[nodiscard]] bool looking() const { return job_ != 0; }
    /// 0 to 1 of the present stage; none: nothing runs, or it is not known.
    [[nodiscard]] std::optional<double> progress() const;

    /// Of the current reel, least certain first.
    [[nodiscard]] const std::vector<FoundHand>& hands() const { return hands_; }
    /// Of the current reel, by their first frame.
    [[nodiscard]] const std::vector<detect::FaceTrack>& faces() const { return faces_; }
    /// Whether they were looked for at all; no hands are a result too.
    [[nodiscard]] bool knows_hands() const { return knows_hands_; }
    [[nodiscard]] bool knows_faces() const { return knows_faces_; }

    /// What a person says about the hand at a place of hands(). ToMend makes a flag of it, once.
    void judge(std::size_t hand, FoundHand::Judged judged);

Q_SIGNALS:
    void changed();          ///< hands or faces
    void progress_changed(); ///< also that it began or ended

private:
    struct Part;
    struct Found;
    [[nodiscard]] Result<std::vector<Part>> parts(const Choice& choice) const;
    [[nodiscard]] Result<pipeline::ClipPtr> clip_of(project::Id shot, bool on_scan) const;
    [[nodiscard]] static Status search(const Choice& choice, const std::vector<Part>& parts,
                                       Found& found, Job& job);
    void keep_hands(const std::vector<detect::HandTrack>& found,
                    const std::vector<pipeline::Shot>& seen, project::Id reel);
    void keep_faces(const std::vector<detect::FaceTrack>& found,
                    const std::vector<pipeline::Shot>& seen, project::Id reel);
    void take(const Choice& choice, const std::vector<Part>& parts, const Found& found,
              project::Id reel);
    void flag(const Found& found, project::Id reel);
    void keep(const char* kind, const std::string& data, project::Id reel);
    [[nodiscard]] const project::Analysis* kept(const char* kind, project::Id reel) const;
    void follow();

    Studio& studio_;
    std::vector<FoundHand> hands_;
    std::vector<detect::FaceTrack> faces_;
    bool knows_hands_ = false;
    bool knows_faces_ = false;
    std::string hands_data_; ///< that hands_ and faces_ were read from
    std::string faces_data_;
    int job_ = 0;
};

} // namespace kinovar::ui
