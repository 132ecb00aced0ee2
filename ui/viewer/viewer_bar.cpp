#include "ui/viewer/viewer_bar.h"

#include "ui/studio/icons.h"
#include "ui/viewer/point_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kGap = 4;
constexpr int kMostGain = 64;

template <class Control>
Control* named(Control* control, const char* id, const QString& name, const QString& tip) {
    control->setObjectName(QLatin1String(id));
    control->setAccessibleName(name);
    control->setToolTip(tip);
    return control;
}

QHBoxLayout* row_in(QWidget* holder) {
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins({});
    row->setSpacing(kGap);
    return row;
}

QLabel* caption(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ViewerBar::ViewerBar(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions) {
    setObjectName(QStringLiteral("viewer.bar"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kGap, kGap, kGap, kGap);
    rows->setSpacing(kGap);
    auto* first = new QHBoxLayout;
    first->setSpacing(kGap);
    add_points(*first);
    first->addStretch(1);
    add_modes(*first);
    first->addStretch(1);
    add_zoom(*first);
    rows->addLayout(first);
    options_ = new QWidget;
    auto* second = row_in(options_);
    add_difference(*second);
    add_overlay(*second);
    second->addStretch(1);
    rows->addWidget(options_);
    show_options();
}

void ViewerBar::add_points(QHBoxLayout& row) {
    a_ = named(new PointBox(studio_), "viewer.point_a", tr("Point A"),
               tr("Point A: what is shown on the left"));
    b_ = named(new PointBox(studio_), "viewer.point_b", tr("Point B"),
               tr("Point B: what is shown on the right"));
    auto* swap = new QToolButton;
    swap->setDefaultAction(actions_.find(QStringLiteral("viewer.swap")));
    swap->setText(QStringLiteral("⇄"));
    swap->setToolButtonStyle(Qt::ToolButtonTextOnly);
    swap->setObjectName(QStringLiteral("viewer.swap.button"));
    swap->setAccessibleName(tr("Swap A and B"));
    swap->setAutoRaise(true);
    for (PointBox* box : {a_, b_}) {
        connect(box, &PointBox::chosen, this,
                [this] { Q_EMIT points_chosen(a_->point(), b_->point()); });
    }
    connect(b_, &PointBox::names_changed, this, &ViewerBar::names_changed);
    row.addWidget(caption(tr("A"), a_));
    row.addWidget(a_, 2);
    row.addWidget(swap);
    row.addWidget(caption(tr("B"), b_));
    row.addWidget(b_, 2);
}

void ViewerBar::add_modes(QHBoxLayout& row) {
    for (const char* name :
         {"single", "wipe", "side_by_side", "butterfly", "difference", "light", "blink"}) {
        auto* button = new QToolButton;
        QAction* action = actions_.find(QStringLiteral("viewer.") + QLatin1String(name));
        button->setDefaultAction(action);
        button->setObjectName(QStringLiteral("viewer.%1.button").arg(QLatin1String(name)));
        button->setAccessibleName(action->text());
        button->setAutoRaise(true);
        row.addWidget(button);
    }
    overlay_ =
        named(new QComboBox, "viewer.overlay", tr("Overlay"), tr("What is laid over the pictures"));
    overlay_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    constexpr int kLeastCharacters = 11;
    overlay_->setMinimumContentsLength(kLeastCharacters);
    overlay_->addItem(tr("No overlay"));
    overlay_->addItem(tr("Origin map"));
    overlay_->addItem(tr("Changes"));
    overlay_->addItem(tr("Fidelity"));
    overlay_->setItemData(1, tr("Where each pixel comes from"), Qt::ToolTipRole);
    overlay_->setItemData(2, tr("Where A and B differ"), Qt::ToolTipRole);
    overlay_->setItemData(3, tr("Where the picture strays from the scan"), Qt::ToolTipRole);
    connect(overlay_, &QComboBox::activated, this, [this](int row_chosen) {
        edit([&](Comparison& how) { how.overlay = static_cast<Overlay>(row_chosen); });
    });
    row.addSpacing(kGap);
    row.addWidget(overlay_, 1);
}

void ViewerBar::add_zoom(QHBoxLayout& row) {
    zoom_ = named(new QComboBox, "viewer.zoom", tr("Zoom"),
                  tr("Pixels of the screen to one of the scan"));
    zoom_->setEditable(true);
    zoom_->lineEdit()->setAccessibleName(zoom_->accessibleName());
    zoom_->setInsertPolicy(QComboBox::NoInsert);
    zoom_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    constexpr int kCharacters = 5;
    zoom_->setMinimumContentsLength(kCharacters);
    zoom_->addItem(tr("Fit"), 0.0);
    for (const int percent : {25, 50, 100, 200, 400, 800, 1600}) {
        zoom_->addItem(tr("%1 %").arg(percent), percent / 100.0);
    }
    const auto choose = [this] {
        const QString text = zoom_->currentText();
        const int row_chosen = zoom_->findText(text);
        QString digits = text;
        digits.remove(QLatin1Char('%'));
        bool good = false;
        const double percent = locale().toDouble(digits.trimmed(), &good);
        if (row_chosen >= 0) {
            Q_EMIT zoom_chosen(zoom_->itemData(row_chosen).toDouble());
        } else if (good && percent > 0) {
            Q_EMIT zoom_chosen(percent / 100);
        }
        parentWidget()->setFocus(); // keys are the window's again
    };
    connect(zoom_, &QComboBox::activated, this, choose);
    row.addWidget(zoom_);
    for (const char* name : {"fit", "actual", "loupe"}) {
        auto* button = new QToolButton;
        button->setDefaultAction(actions_.find(QStringLiteral("viewer.") + QLatin1String(name)));
        button->setObjectName(QStringLiteral("viewer.%1.button").arg(QLatin1String(name)));
        button->setAccessibleName(button->defaultAction()->text());
        button->setAutoRaise(true);
        row.addWidget(button);
    }
}

void ViewerBar::add_difference(QHBoxLayout& row) {
    difference_options_ = new QWidget;
    auto* difference = row_in(difference_options_);
    gain_ = named(new QComboBox, "viewer.gain", tr("Gain"),
                  tr("How many times the difference is enlarged"));
    for (int gain = 1; gain <= kMostGain; gain *= 2) {
        gain_->addItem(tr("× %1").arg(gain), gain);
    }
    absolute_ =
        named(new QCheckBox(tr("Without sign")), "viewer.absolute", tr("Without sign"),
              tr("Black where A and B are equal, instead of grey with darker and brighter"));
    connect(gain_, &QComboBox::activated, this, [this](int chosen) {
        edit([&](Comparison& how) { how.gain = gain_->itemData(chosen).toInt(); });
    });
    connect(absolute_, &QCheckBox::toggled, this,
            [this](bool on) { edit([&](Comparison& how) { how.absolute = on; }); });
    difference->addWidget(caption(tr("Gain"), gain_));
    difference->addWidget(gain_);
    difference->addWidget(absolute_);
    row.addWidget(difference_options_);

    blink_options_ = new QWidget;
    auto* blink = row_in(blink_options_);
    rate_ = named(new QDoubleSpinBox, "viewer.rate", tr("Rate"), tr("Changes a second"));
    rate_->setRange(0.2, 20);
    rate_->setSingleStep(0.5);
    rate_->setDecimals(1);
    rate_->setSuffix(tr(" a second"));
    connect(rate_, &QDoubleSpinBox::valueChanged, this,
            [this](double rate) { edit([&](Comparison& how) { how.blink_rate = rate; }); });
    blink->addWidget(caption(tr("Blink"), rate_));
    blink->addWidget(rate_);
    row.addWidget(blink_options_);
}

void ViewerBar::add_overlay(QHBoxLayout& row) {
    overlay_options_ = new QWidget;
    auto* line = row_in(overlay_options_);
    overlay_sides_ = named(new QComboBox, "viewer.overlay_sides", tr("Overlay on"),
                           tr("Which side the overlay lies over"));
    overlay_sides_->addItems({tr("on A"), tr("on B"), tr("on both")});
    opacity_ = named(new QSlider(Qt::Horizontal), "viewer.opacity", tr("Opacity"),
                     tr("How much the overlay covers"));
    opacity_->setRange(10, 100);
    opacity_->setMaximumWidth(fontMetrics().averageCharWidth() * 16);
    connect(overlay_sides_, &QComboBox::activated, this, [this](int chosen) {
        edit([&](Comparison& how) {
            how.overlay_on_a = chosen != 1;
            how.overlay_on_b = chosen != 0;
        });
    });
    connect(opacity_, &QSlider::valueChanged, this,
            [this](int value) { edit([&](Comparison& how) { how.opacity = value; }); });
    line->addWidget(overlay_sides_);
    line->addWidget(caption(tr("Opacity"), opacity_));
    line->addWidget(opacity_);
    row.addWidget(overlay_options_);

    threshold_options_ = new QWidget;
    auto* threshold = row_in(threshold_options_);
    threshold_ = named(new QSpinBox, "viewer.threshold", tr("From"),
                       tr("Levels of 255 from which a difference is shown"));
    threshold_->setRange(1, 64);
    connect(threshold_, &QSpinBox::valueChanged, this,
            [this](int value) { edit([&](Comparison& how) { how.threshold = value; }); });
    threshold->addWidget(caption(tr("From level"), threshold_));
    threshold->addWidget(threshold_);
    row.addWidget(threshold_options_);

    auto* legend = new QLabel(tr("<font color='#3c82f6'>■</font> other frame "
                                 "<font color='#f58c1e'>■</font> model "
                                 "<font color='#32be5a'>■</font> hand"));
    legend->setObjectName(QStringLiteral("viewer.origin_legend"));
    origin_legend_ = legend;
    row.addWidget(origin_legend_);
}

void ViewerBar::edit(const std::function<void(Comparison&)>& change) {
    Comparison edited = comparison_;
    change(edited);
    if (!(edited == comparison_)) {
        set_comparison(edited);
        Q_EMIT comparison_chosen(edited);
    }
}

void ViewerBar::set_points(const Point& a, const Point& b) {
    a_->set_point(a);
    b_->set_point(b);
}

QString ViewerBar::name_of(const Point& point) const {
    return b_->short_name(point);
}

void ViewerBar::set_comparison(const Comparison& comparison) {
    comparison_ = comparison;
    const std::array<QSignalBlocker, 5> quiet{QSignalBlocker(absolute_), QSignalBlocker(rate_),
                                              QSignalBlocker(opacity_), QSignalBlocker(threshold_),
                                              QSignalBlocker(gain_)};
    overlay_->setCurrentIndex(static_cast<int>(comparison.overlay));
    gain_->setCurrentIndex(std::max(0, gain_->findData(comparison.gain)));
    absolute_->setChecked(comparison.absolute);
    rate_->setValue(comparison.blink_rate);
    overlay_sides_->setCurrentIndex(!comparison.overlay_on_b ? 0 : comparison.overlay_on_a ? 2 : 1);
    opacity_->setValue(comparison.opacity);
    threshold_->setValue(comparison.threshold);
    show_options();
}

void ViewerBar::show_options() {
    const bool difference = shows_difference(comparison_.mode);
    const bool blink = comparison_.mode == CompareMode::Blink;
    const bool overlay = comparison_.overlay != Overlay::None && !difference;
    difference_options_->setVisible(difference);
    absolute_->setVisible(comparison_.mode == CompareMode::Difference);
    blink_options_->setVisible(blink);
    overlay_options_->setVisible(overlay);
    threshold_options_->setVisible(overlay && comparison_.overlay != Overlay::Origin);
    origin_legend_->setVisible(overlay && comparison_.overlay == Overlay::Origin);
    options_->setVisible(difference || blink || overlay);
}

void ViewerBar::set_zoom(bool fits, double zoom) {
    const QSignalBlocker quiet(zoom_);
    const double percent = zoom * 100;
    const int decimals = percent < 10 ? 1 : 0;
    zoom_->setEditText(fits ? tr("Fit")
                            : tr("%1 %").arg(locale().toString(percent, 'f', decimals)));
    zoom_->setToolTip(tr("Pixels of the screen to one of the scan: %1 %")
                          .arg(locale().toString(percent, 'f', 1)));
}

} // namespace kinovar::ui
