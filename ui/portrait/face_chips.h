#pragma once

#include <QToolButton>
#include <QWidget>
#include <vector>

class QGridLayout;

namespace kinovar::ui {

class Studio;

/// The faces of the photograph as buttons with a small picture: pressed in are those that move, the
/// edge tells what stands in a face's way. Pointing at one shows it in the viewer.
class FaceChips : public QWidget {
    Q_OBJECT

public:
    explicit FaceChips(Studio& studio, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void make_chips();
    void show_state();
    void fetch_pictures();

    Studio& studio_;
    QGridLayout* grid_;
    std::vector<QToolButton*> chips_;
    QString shown_key_; ///< of the still whose faces the chips are
};

} // namespace kinovar::ui
