#pragma once

#include "ui/studio/colour.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QListWidget;
class QToolButton;

namespace kinovar::ui {

class MessageStrip;
class Studio;
class SwatchForm;

/// The palette: a click takes a colour, a double click opens the swatch for editing.
class PalettePane : public QWidget {
    Q_OBJECT

public:
    explicit PalettePane(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    void colour_taken(kinovar::colourise::Ab colour);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void make_list();
    void make_buttons(QHBoxLayout& row);
    void make_menu(QToolButton& button);
    void follow();
    void lay_out_list();
    [[nodiscard]] int swatch_at_hand() const; ///< place in the palette; −1: none is chosen
    [[nodiscard]] QStringList groups() const;
    void take(int place);
    void begin_edit(int place);
    void add_current();
    void remove();
    void keep(const Colour::Swatch& swatch);
    void import_file();
    void export_file();

    Studio& studio_;
    QComboBox* group_;
    QListWidget* list_;
    QToolButton* edit_ = nullptr;
    QToolButton* remove_ = nullptr;
    MessageStrip* trouble_;
    SwatchForm* form_;
    int edited_ = -1; ///< place in the palette; −1: a new one
};

} // namespace kinovar::ui
