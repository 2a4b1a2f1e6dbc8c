// The height of a bed everywhere, from its height at the points of a grid.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace escapement::modules {

// Rows of equal length, the row of the least y first.
using MeshMatrix = std::vector<std::vector<double>>;

// The grid and how to fill the space between its points.
struct MeshShape {
    double min_x = 0.0, max_x = 0.0, min_y = 0.0, max_y = 0.0;
    int x_count = 0, y_count = 0;        // measured points
    int mesh_x_pps = 0, mesh_y_pps = 0;  // points to be computed between two of them
    std::string algo = "lagrange";       // lagrange, bicubic or direct (computes none)
    double tension = 0.2;                // of bicubic
};

// 1. Between measured points, further ones are computed, first along each row, then along each
//    column: on one polynomial through all points (lagrange), or on a cubic curve through each
//    pair whose slopes come from the neighbours (bicubic).
// 2. Between all of these the surface is bilinear; outside of the grid it goes on flat.
class MeshSurface {
  public:
    // What is wrong with these; empty if a surface can be made of them.
    static std::string complaint(const MeshShape& shape, const MeshMatrix& measured);

    // They must be without complaint.
    MeshSurface(const MeshShape& shape, MeshMatrix measured);

    double height(double x, double y) const;
    // From now on heights are those at so much further along x and y.
    void set_offset_x(double offset) { offset_x_ = offset; }
    void set_offset_y(double offset) { offset_y_ = offset; }
    double offset_x() const { return offset_x_; }
    double offset_y() const { return offset_y_; }

    const MeshShape& shape() const { return shape_; }
    const MeshMatrix& measured() const { return measured_; }
    const MeshMatrix& computed() const { return computed_; }
    double lowest() const;
    double highest() const;
    // To the nearest hundredth: an offset that suits usual step distances.
    double average() const;

  private:
    // One axis of the computed grid.
    struct Axis {
        double min = 0.0;
        double spacing = 0.0;
        int step = 1;   // computed points from one measured point to the next
        int count = 0;  // computed points

        double at(int index) const { return min + spacing * index; }
        struct Place {
            int index;  // of the computed point before it
            double share;
        };
        Place find(double coordinate) const;
    };
    static Axis axis(double min, double max, int measured, int between);
    double between(const Axis& axis, const std::vector<double>& known, int index) const;
    void compute_rows();
    void compute_columns();

    MeshShape shape_;
    MeshMatrix measured_, computed_;
    Axis x_, y_;
    double offset_x_ = 0.0, offset_y_ = 0.0;
};

}  // namespace escapement::modules
