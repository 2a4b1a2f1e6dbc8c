// Places panels on a screen of any size: one column if it is narrow, no frames if it is low.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/view.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "tui/foot.hpp"
#include "tui/graph.hpp"
#include "tui/help.hpp"
#include "tui/lists.hpp"
#include "tui/panels.hpp"
#include "tui/words.hpp"

namespace escapement::tui {

namespace {

constexpr int narrow = 60;  // columns below which there is one column
constexpr int low = 16;     // rows below which there are no frames
constexpr std::array<std::string_view, 6> page_names{
    "Status", "Temps", "Console", "Files", "Toolhead", "Mesh"};

bool framed(const Model& model) {
    return model.size.height >= low;
}

// Draws lines into a panel, framed or under a heading-less stack; returns the rows it took.
void draw_lines(Screen& screen, const Area& area, const std::vector<Line>& lines) {
    for (int i = 0; i < std::min(area.height, static_cast<int>(lines.size())); ++i)
        screen.write(area.x, area.y + i, lines[static_cast<std::size_t>(i)], area.width);
}

Area inside_frame(const Area& area) {
    Area inside = area.inner();
    ++inside.x;
    inside.width = std::max(inside.width - 2, 0);
    return inside;
}

Area panel(Screen& screen, const Area& area, std::string_view title, bool frames) {
    if (!frames) return area;
    screen.frame(area, title, label_style);
    return inside_frame(area);
}

// --- The edges.

std::string tab_text(const Model& model, std::size_t page) {
    const bool wide = model.size.width >= 80 || static_cast<Page>(page) == model.page;
    const auto number = " " + std::to_string(page + 1);
    return number + (wide ? " " + std::string(page_names[page]) : "") + " ";
}

// From the right; returns the column where they begin.
int draw_tabs(Screen& screen, const Model& model) {
    int x = screen.size().width;
    for (std::size_t i = page_names.size(); i-- > 0;) {
        if (static_cast<Page>(i) == Page::mesh && !model.known.abilities.mesh) continue;
        const bool here = static_cast<Page>(i) == model.page;
        const auto tab = tab_text(model, i);
        x -= columns(tab);
        screen.write(x, 0, tab, {Color::usual, here, false, here});
    }
    return x;
}

// Without the rate and the protocol if there is no room for them.
std::string place_text(std::string_view where, int width) {
    constexpr std::string_view protocol = "http://";
    if (columns(where) <= width) return std::string(where);
    if (where.starts_with(protocol)) where.remove_prefix(protocol.size());
    return std::string(where.substr(0, where.find(" at ")));
}

// Klipper says itself which command helps, if one does.
std::vector<std::string> klipper_titles(const client::Snapshot& known) {
    const auto says = [&](std::string_view word) {
        return known.halted.find(word) != std::string::npos;
    };
    std::string remedy;
    if (says("\"RESTART\"")) remedy = "RESTART";
    if (says("FIRMWARE_RESTART") || known.abilities.stream) remedy = "FIRMWARE_RESTART";
    if (!remedy.empty())
        return {"STOPPED, " + remedy + " has it go on", "STOPPED: " + remedy, "STOPPED"};
    return {says("not ready") ? "not ready yet" : "STOPPED, see why below", "STOPPED"};
}

// What is wrong with the printer, the longest text first.
std::vector<std::string> alarming_titles(const Model& model) {
    const auto& known = model.known;
    if (!is_stale(model)) {
        if (known.dialect == client::Dialect::klipper) return klipper_titles(known);
        return {"STOPPED, reset the printer to go on", "STOPPED: reset the printer", "STOPPED"};
    }
    std::string what = "connection lost";
    if (known.trouble.find("no such device") != std::string::npos) what = "unplugged";
    if (known.link == client::Link::listening) what = "listening";
    if (known.link == client::Link::asking) what = "no answer yet";
    const auto age = age_text(model.now_s - model.heard_s);
    return {what + ", last heard " + age + " ago",
            what + ", heard " + age + " ago",
            what + " " + age,
            what};
}

std::string title_text(const Model& model, int width) {
    const auto& known = model.known;
    if (is_stale(model) || (known.link == client::Link::online && is_halted(model))) {
        const auto titles = alarming_titles(model);
        for (const auto& title : titles)
            if (columns(title) <= width) return title;
        return titles.back();
    }
    if (known.link != client::Link::online) return std::string(link_text(known.link));
    return known.machine.empty() ? std::string(client::dialect_name(known.dialect)) : known.machine;
}

void draw_header(Screen& screen, const Model& model) {
    const auto& known = model.known;
    const auto style = link_style(known);
    const int end = draw_tabs(screen, model) - 1;
    int x = screen.write(0, 0, "● ", style);
    const auto text = title_text(model, end - x);
    x = screen.write(x, 0, shortened(text, end - x), {style.color, true, false, false});
    if (!known.where.empty() && end - x > 8)
        screen.write(
            x + 2, 0, shortened(place_text(known.where, end - x - 2), end - x - 2), label_style);
}

// A word of this program, or why there is no connection, to be shown above the foot.
std::vector<Line> notice_lines(const Model& model) {
    if (model.size.height <= 3) return {};
    const auto& known = model.known;
    const bool trouble = model.notice.empty() && !known.trouble.empty();
    const auto& text = trouble ? known.trouble : model.notice;
    if (text.empty()) return {};
    const bool alarms = trouble || model.notice_alarms;
    const Style style{alarms ? Color::red : Color::green, true, false, false};
    std::vector<Line> lines;
    for (auto& line : wrapped(text, model.size.width, std::min(3, model.size.height / 4)))
        lines.push_back({{std::move(line), style}});
    return lines;
}

// What head, notice and foot leave to the page.
Area page_area(const Model& model) {
    const auto used = 1 + notice_lines(model).size() + foot_lines(model).size();
    return {0, 1, model.size.width, std::max(model.size.height - static_cast<int>(used), 0)};
}

// --- The pages.

void draw_status_narrow(Screen& screen, const Model& model, const Area& area) {
    auto lines = job_lines(model, area.width);
    for (const auto& more : {heater_lines(model, area.width), control_lines(model, area.width)})
        lines.insert(lines.end(), more.begin(), more.end());
    draw_lines(screen, area, lines);
    const int left = area.height - static_cast<int>(lines.size()) - 1;
    if (left < 2) return;
    const Area log{area.x, area.y + area.height - left, area.width, left};
    draw_lines(screen, log, log_lines(model, log.width, left));
}

void draw_lower_part(Screen& screen, const Model& model, const Area& area) {
    constexpr int least_graph = 8;
    Area rest = area;
    if (rest.height >= least_graph + 5) {
        const int height = std::max(rest.height * 3 / 5, least_graph);
        const Area graph{rest.x, rest.y, rest.width, height};
        draw_graph(screen, panel(screen, graph, "Temperatures, °C", true), model);
        rest.y += height;
        rest.height -= height;
    }
    if (rest.height < 3) return;
    const Area inside = panel(screen, rest, "Log", true);
    draw_lines(screen, inside, log_lines(model, inside.width, inside.height));
}

void draw_status_wide(Screen& screen, const Model& model, const Area& area) {
    const bool frames = framed(model);
    const int half = area.width / 2, edges = frames ? 2 : 0;
    const int inner = half - (frames ? 4 : 1);
    auto left = job_lines(model, inner);
    const auto controls = control_lines(model, inner);
    left.insert(left.end(), controls.begin(), controls.end());
    const auto right = heater_lines(model, area.width - half - (frames ? 4 : 0));
    const int rows = static_cast<int>(std::max(left.size(), right.size()));
    const int height = std::min(rows + edges, area.height);
    draw_lines(screen, panel(screen, {area.x, area.y, half, height}, "Print", frames), left);
    const Area heaters{area.x + half, area.y, area.width - half, height};
    draw_lines(screen, panel(screen, heaters, "Heaters", frames), right);
    if (!frames) return;
    draw_lower_part(screen, model, {area.x, area.y + height, area.width, area.height - height});
}

void draw_temperatures(Screen& screen, const Model& model, const Area& area) {
    const auto lines = heater_lines(model, area.width);
    const int rows = std::min(static_cast<int>(lines.size()), area.height / 2);
    draw_lines(screen, {area.x, area.y, area.width, rows}, lines);
    draw_graph(screen, {area.x, area.y + rows, area.width, area.height - rows}, model);
}

void draw_console(Screen& screen, const Model& model, const Area& area) {
    std::string title = model.show_routine ? "Console, with polling" : "Console";
    if (model.log_scroll > 0) title += ", " + std::to_string(model.log_scroll) + " newer below";
    if (model.log_lost > 0) title += ", " + std::to_string(model.log_lost) + " lines lost";
    const Area inside = panel(screen, area, title, framed(model));
    draw_lines(screen, inside, log_lines(model, inside.width, inside.height));
}

void draw_help(Screen& screen, const Area& area, const Model& model) {
    auto lines = help_lines(model, area.width);
    const auto above = static_cast<std::ptrdiff_t>(lines.size()) - area.height;
    const auto first =
        std::clamp<std::ptrdiff_t>(model.help_scroll, 0, std::max<std::ptrdiff_t>(above, 0));
    lines.erase(lines.begin(), lines.begin() + first);
    draw_lines(screen, area, lines);
}

std::string help_title(const Model& model) {
    const auto inside = inside_page(model);
    const int rows = static_cast<int>(help_lines(model, inside.width).size());
    if (rows <= inside.height) return "Keys";
    return "Keys, rows " + std::to_string(model.help_scroll + 1) + " to " +
           std::to_string(std::min(model.help_scroll + inside.height, rows)) + " of " +
           std::to_string(rows);
}

void draw_page(Screen& screen, const Model& model, const Area& area) {
    switch (model.page) {
        case Page::status:
            return area.width < narrow ? draw_status_narrow(screen, model, area)
                                       : draw_status_wide(screen, model, area);
        case Page::temperatures:
            return draw_temperatures(screen, model, area);
        case Page::console:
            return draw_console(screen, model, area);
        case Page::files:
            return draw_files(screen, panel(screen, area, "Files", framed(model)), model);
        case Page::toolhead:
            return draw_lines(screen,
                              panel(screen, area, "Toolhead", framed(model)),
                              toolhead_lines(model, area.width));
        case Page::mesh:
            return draw_mesh(screen, panel(screen, area, "Mesh", framed(model)), model);
        case Page::help:
            return draw_help(screen, panel(screen, area, help_title(model), framed(model)), model);
    }
}

}  // namespace

Area inside_page(const Model& model) {
    const auto area = page_area(model);
    return framed(model) ? inside_frame(area) : area;
}

Screen view(const Model& model) {
    Screen screen(model.size);
    const auto area = page_area(model);
    draw_header(screen, model);
    if (area.height > 0) draw_page(screen, model, area);
    int y = area.y + area.height;
    for (const auto& lines : {notice_lines(model), foot_lines(model)})
        for (const auto& line : lines) screen.write(0, y++, line, screen.size().width);
    return screen;
}

}  // namespace escapement::tui
