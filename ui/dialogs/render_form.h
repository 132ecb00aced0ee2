#pragma once

#include "core/render/project_render.h"
#include "ui/studio/studio.h"

#include <QWidget>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace kinovar::ui {

/// Asks what to export, where to and how, and says in place what stands in the way. GUI thread.
class RenderForm : public QWidget {
    Q_OBJECT

public:
    explicit RenderForm(Studio& studio, QWidget* parent = nullptr);

    /// The renders that are asked for: one, or one a shot. Empty: something is in the way.
    [[nodiscard]] std::vector<project::RenderJob> jobs() const;
    [[nodiscard]] bool ready() const { return ready_; }

Q_SIGNALS:
    void ready_changed(bool ready);

private:
    enum class Range { Whole, InToOut, Shot, EachShot, PickedShots };

    void add_range(QFormLayout& form);
    void add_output(QFormLayout& form);
    void add_encoding(QFormLayout& form);
    void add_extras(QFormLayout& form);
    void add_notes(QFormLayout& form);
    void propose_output();
    void choose_output();
    void follow_format();
    void follow_name();
    void check();
    void show_credits();
    void measure();
    [[nodiscard]] std::vector<preview::FrameSpan> spans() const;
    [[nodiscard]] std::filesystem::path output_of(std::size_t span, std::size_t spans) const;
    [[nodiscard]] render::RenderOptions options() const;
    [[nodiscard]] Status problem() const;
    [[nodiscard]] bool would_replace() const;

    Studio& studio_;
    QComboBox* range_ = nullptr;
    QComboBox* format_ = nullptr;
    QLineEdit* output_ = nullptr;
    QSpinBox* quality_ = nullptr;
    QComboBox* depth_ = nullptr;
    QComboBox* speed_ = nullptr;
    QCheckBox* origin_ = nullptr;
    QCheckBox* drop_ = nullptr;
    QCheckBox* replace_ = nullptr;
    QLabel* extent_ = nullptr;
    QLabel* credits_ = nullptr;
    QLabel* problem_ = nullptr;
    QLabel* estimate_ = nullptr;
    QPushButton* measure_ = nullptr;
    bool ready_ = false;
};

} // namespace kinovar::ui
