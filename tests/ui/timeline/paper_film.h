#pragma once

#include "tests/support/support.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/timeline/timeline_view.h"

#include <QMainWindow>
#include <memory>

namespace kinovar::ui::test {

inline constexpr int kFrames = 1000;
inline constexpr int kRate = 25;
/// Where the shots of the film begin.
inline constexpr std::int64_t kCuts[] = {0, 200, 500, 800};

/// A window with a timeline over a project whose film is not there: all that is edited needs none.
class PaperFilm : public testing::Test {
protected:
    PaperFilm();
    ~PaperFilm() override;

    [[nodiscard]] const project::Document& document() const { return studio->document(); }
    [[nodiscard]] const project::Shot& shot(int index) const;
    [[nodiscard]] std::vector<std::int64_t> cuts() const;
    template <class Noun>
    [[nodiscard]] std::vector<Noun> all() const {
        std::vector<Noun> found;
        for (const auto& [id, noun] : document().all<Noun>()) {
            found.push_back(noun);
        }
        return found;
    }
    project::Id add(project::Row row);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// The middle of a lane at the edge before a frame, with some pixels added.
    [[nodiscard]] QPoint at(Lane lane, double frame, int pixels = 0) const;
    void click(QPoint point, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void drag(QPoint from, QPoint to);
    void wheel(QPoint point, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// To KINOVAR_TEST_PICTURES, where that is set: to be looked at.
    void keep_picture(const QString& name) const;
    void undo() const;

    kinovar::test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Player> player;
    std::unique_ptr<Actions> actions;
    std::unique_ptr<QMainWindow> window;
    TimelinePane* pane = nullptr;
    TimelineView* view = nullptr;
    std::vector<Error> errors;
};

} // namespace kinovar::ui::test
