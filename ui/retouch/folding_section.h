#pragma once

#include <QColor>
#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace kinovar::ui {

/// A part of a panel under a heading that folds it away; remembered. A coloured rule at the left
/// and a line below the heading tell whose settings these are.
class FoldingSection : public QWidget {
    Q_OBJECT

public:
    /// `name` is for the memory and for tests: "retouch.next".
    FoldingSection(const QString& name, const QString& title, bool folded,
                   QWidget* parent = nullptr);

    [[nodiscard]] QVBoxLayout& body() const { return *body_; }
    void set_title(const QString& title);
    void set_note(const QString& text); ///< below the heading; empty: none
    void set_rule(const QColor& colour);
    void set_folded(bool folded);
    [[nodiscard]] bool folded() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fold();

    QToolButton* head_;
    QLabel* note_;
    QWidget* holder_;
    QVBoxLayout* body_;
    QColor rule_;
};

} // namespace kinovar::ui
